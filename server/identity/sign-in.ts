import { and, eq } from 'drizzle-orm';
import type { Refusal } from '$lib/domain/refusal';
import type { Services } from '../services';
import { accountByUsername } from './account';
import { verifyPassword } from './password';
import { session } from './tables';
import { takeTry, triedRightly, triesOf } from './throttle';

export interface SignIn {
  username: string;
  password: string;
  deviceId: string;
}

/** Signs in. Refuses with `sign-in/wrong` (never saying which of the two was wrong), `sign-in/slowed` (with seconds) or `sign-in/disabled`. */
export async function signIn(
  s: Pick<Services, 'store' | 'now' | 'sessions'>,
  { username, password, deviceId }: SignIn
): Promise<{ token: string; expiresAt: Date } | Refusal> {
  const who = await accountByUsername(s, username.trim());
  const known = who !== null && (await hasBeenHere(s, who.id, deviceId));
  const keys = triesOf(username, deviceId, known);
  const seconds = await takeTry(s, keys);
  if (seconds) return { refused: 'sign-in/slowed', with: { seconds } };
  if (!(await verifyPassword(who?.passwordHash ?? null, password)) || !who) return { refused: 'sign-in/wrong' };
  if (who.disabledAt) return { refused: 'sign-in/disabled' };
  await triedRightly(s, keys);
  return await s.sessions.create(who.id, deviceId);
}

async function hasBeenHere(s: Pick<Services, 'store'>, accountId: string, deviceId: string): Promise<boolean> {
  const row = await s.store.q
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.userId, accountId), eq(session.deviceId, deviceId)))
    .get();
  return Boolean(row);
}
