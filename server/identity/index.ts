export { callerOfAccount } from './account';
export type { Caller } from './caller';
export { authenticateUpgrade, DEVICE_COOKIE, deviceIdOf, SESSION_COOKIE } from './cookies';
export { hashPassword } from './password';
export { dropPin, hasPin, setPin, signInByPin } from './pins';
export { hashSecret, looksLikeSecret, newSecret } from './secret';
export { createSessions, type Sessions } from './sessions';
export { signIn } from './sign-in';
export { callerOfToken, createToken, listTokens, revokeToken, type TokenRow } from './tokens';
