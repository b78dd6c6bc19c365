import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a cookie or a token. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** How a secret is kept and compared: a database that leaks opens no session. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a string can be one of ours at all. */
export function looksLikeSecret(text: string | undefined | null): text is string {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{43}$/.test(text);
}
