import type { Sessions } from './sessions';
import { and, eq } from 'drizzle-orm';
import { isPin, PIN_TRIES } from '$lib/domain/identity/pin';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Ground } from '../ground';
import { accountByUsername } from './account';
import type { Caller } from './caller';
import { hashPassword, unlessBusy, verifyPassword } from './password';
import { devicePin } from './tables';

type Deps = Pick<Ground, 'store' | 'now'>;

const mine = ({ communityId, accountId, deviceId }: Pick<Caller, 'communityId' | 'accountId' | 'deviceId'>) =>
  and(
    eq(devicePin.communityId, communityId),
    eq(devicePin.accountId, accountId),
    eq(devicePin.deviceId, deviceId ?? '')
  );

/** Whether the caller has a PIN on his device. */
export async function hasPin(s: Pick<Deps, 'store'>, caller: Caller): Promise<boolean> {
  return Boolean(await s.store.q.select({ wrong: devicePin.wrong }).from(devicePin).where(mine(caller)).get());
}

/** Returns the caller a PIN on the device he is on, in the place of an earlier one. */
export async function setPin(s: Deps, caller: Caller, pin: string): Promise<true | Refusal> {
  const { communityId, accountId, deviceId } = caller;
  if (!deviceId || !isPin(pin)) return { refused: 'pin/unfit' };
  const row = { hash: await hashPassword(pin), wrong: 0, createdAt: s.now().toISOString() };
  await s.store.tx((q) =>
    q
      .insert(devicePin)
      .values({ communityId, accountId, deviceId, ...row })
      .onConflictDoUpdate({ target: [devicePin.communityId, devicePin.accountId, devicePin.deviceId], set: row })
      .run()
  );
  return true;
}

export async function dropPin(s: Deps, caller: Caller): Promise<void> {
  await s.store.tx((q) => q.delete(devicePin).where(mine(caller)).run());
}

/**
 * Signs in with the PIN that the account has on this device. Refuses with `pin/wrong`, which is also the answer where there
 * is no such account or PIN, with `pin/spent` at the last wrong try, when the PIN goes, and with `server/busy` where too many strangers try at once.
 */
export async function signInByPin(
  s: Pick<Ground, 'store' | 'now'> & { sessions: Sessions },
  { username, pin, deviceId }: { username: string; pin: string; deviceId: string }
): Promise<{ token: string; expiresAt: Date } | Refusal> {
  const who = await accountByUsername(s, username.trim());
  const here = who && mine({ communityId: who.communityId, accountId: who.id, deviceId });
  // Counted as wrong until it has proved right, so that many tries at once are counted as many.
  const taken = here
    ? await s.store.tx(async (q) => {
        const row = await q.select().from(devicePin).where(here).get();
        if (!row) return null;
        const wrong = row.wrong + 1;
        if (wrong >= PIN_TRIES) await q.delete(devicePin).where(here).run();
        else await q.update(devicePin).set({ wrong }).where(here).run();
        return { ...row, wrong };
      })
    : null;
  // A flood of strangers does not keep out who has a PIN here.
  const right = taken ? await verifyPassword(taken.hash, pin) : await unlessBusy(() => verifyPassword(null, pin));
  if (refused(right)) return right;
  if (!taken || !who || !right) return { refused: taken && taken.wrong >= PIN_TRIES ? 'pin/spent' : 'pin/wrong' };
  if (who.disabledAt) return { refused: 'sign-in/disabled' };
  const { hash, createdAt, communityId, accountId } = taken;
  const row = { communityId, accountId, deviceId, hash, createdAt, wrong: 0 };
  await s.store.tx((q) =>
    q
      .insert(devicePin)
      .values(row)
      .onConflictDoUpdate({
        target: [devicePin.communityId, devicePin.accountId, devicePin.deviceId],
        set: { wrong: 0 }
      })
      .run()
  );
  return await s.sessions.create(who.id, deviceId);
}
