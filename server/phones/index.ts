export { createPhones, type Phones } from './phones';
export { goAway, signInByPhone, type SigningIn } from './sign-in';
export { phoneState, type PhoneState } from './phone-state';
export type { Phone } from './quota';
export { lowerHand, raiseHand } from './raise-hand';
export { sendMessage } from './send-message';
export { supportIssue } from './support-issue';
export { repairPhones, tellMeeting } from './tell-meeting';
export { voteByPhone } from './vote';
