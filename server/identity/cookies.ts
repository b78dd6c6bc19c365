import type { Sessions } from './sessions';
import type { IncomingMessage } from 'node:http';
import type { Caller } from './caller';
import { hashSecret, looksLikeSecret } from './secret';

export const SESSION_COOKIE = 'stool_session';
export const DEVICE_COOKIE = 'stool_device';

/** The device a cookie stands for; null when it cannot be one of ours. */
export function deviceIdOf(cookie: string | undefined): string | null {
  return looksLikeSecret(cookie) ? hashSecret(cookie) : null;
}

/** One cookie of a raw request. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** Who asks for a socket: the session's account, on the device of the device cookie (or, without one, the session's). */
export function authenticateUpgrade(s: { sessions: Sessions }): (request: IncomingMessage) => Promise<Caller | null> {
  return async (request) => {
    const found = await s.sessions.validate(cookieOf(request, SESSION_COOKIE));
    if (!found) return null;
    const deviceId = deviceIdOf(cookieOf(request, DEVICE_COOKIE)) ?? found.caller.deviceId;
    return { ...found.caller, deviceId };
  };
}
