import type { Sessions } from './sessions';
import { and, eq, gte, lt } from 'drizzle-orm';
import type { Refusal } from '$lib/domain/refusal';
import type { Ground } from '../ground';
import { accountByUsername, type AccountRow } from './account';
import { unlessBusy, verifyPassword } from './password';
import { accountDevice } from './tables';
import { takeTry, triedRightly, triesOf } from './throttle';

type Deps = Pick<Ground, 'store' | 'now'>;

export interface SignIn {
  username: string;
  password: string;
  deviceId: string;
}

/**
 * Signs in. Refuses with `sign-in/wrong` (never saying which of the two was wrong), `sign-in/slowed` (with seconds) or
 * `sign-in/disabled`; and with `server/busy` (with seconds) where too many try at once, save on a device that is known.
 */
export async function signIn(
  s: Pick<Ground, 'store' | 'now'> & { sessions: Sessions },
  { username, password, deviceId }: SignIn
): Promise<{ token: string; expiresAt: Date } | Refusal> {
  const who = await accountByUsername(s, username.trim());
  const known = who !== null && (await hasBeenHere(s, who, deviceId));
  const keys = triesOf(username, deviceId, known);
  const tryIt = async () => {
    const seconds = await takeTry(s, keys);
    if (seconds) return { refused: 'sign-in/slowed', with: { seconds } } satisfies Refusal;
    if (!(await verifyPassword(who?.passwordHash ?? null, password)) || !who)
      return { refused: 'sign-in/wrong' } satisfies Refusal;
    if (who.disabledAt) return { refused: 'sign-in/disabled' } satisfies Refusal;
    await triedRightly(s, keys);
    await rememberDevice(s, who, deviceId);
    return await s.sessions.create(who.id, deviceId);
  };
  return known ? await tryIt() : await unlessBusy(tryIt);
}

/** A device on which an account has not signed in for so long is a new one again. */
const KNOWN_MS = 180 * 24 * 3600_000;

const knownSince = (s: Deps) => new Date(s.now().getTime() - KNOWN_MS).toISOString();

const ofAccount = ({ communityId, id }: AccountRow) =>
  and(eq(accountDevice.communityId, communityId), eq(accountDevice.accountId, id));

async function hasBeenHere(s: Deps, who: AccountRow, deviceId: string): Promise<boolean> {
  const row = await s.store.q
    .select({ lastAt: accountDevice.lastAt })
    .from(accountDevice)
    .where(and(ofAccount(who), eq(accountDevice.deviceId, deviceId), gte(accountDevice.lastAt, knownSince(s))))
    .get();
  return Boolean(row);
}

async function rememberDevice(s: Deps, who: AccountRow, deviceId: string): Promise<void> {
  const lastAt = s.now().toISOString();
  await s.store.tx(async (q) => {
    await q
      .delete(accountDevice)
      .where(and(ofAccount(who), lt(accountDevice.lastAt, knownSince(s))))
      .run();
    await q
      .insert(accountDevice)
      .values({ communityId: who.communityId, accountId: who.id, deviceId, lastAt })
      .onConflictDoUpdate({
        target: [accountDevice.communityId, accountDevice.accountId, accountDevice.deviceId],
        set: { lastAt }
      })
      .run();
  });
}
