import { eq, inArray, lt, sql } from 'drizzle-orm';
import type { Ground } from '../ground';
import { hashSecret } from './secret';
import { signInFailure } from './tables';

/** So many mistakes are a person's; each further one doubles the wait, up to a quarter of an hour. */
const FREE = 5;
const FIRST_WAIT_S = 2;
const LONGEST_WAIT_S = 900;
/** After a quiet day the mistakes are forgotten. */
const FORGET_MS = 24 * 3600_000;

type Deps = Pick<Ground, 'store' | 'now'>;

/**
 * The keys under which a try is counted. Never the address: a whole meeting shares one. An account that has signed in on
 * this device before is counted for the pair alone, so that a stranger who hammers a name elsewhere cannot lock out the
 * tablet that its owner holds.
 */
export function triesOf(username: string, deviceId: string, known: boolean): string[] {
  const name = username.trim().toLowerCase();
  if (known) return [hashSecret(`pair ${deviceId} ${name}`)];
  return [hashSecret(`account ${name}`), hashSecret(`device ${deviceId}`)];
}

/**
 * Takes a try: answers 0 and counts it as a mistake until the password has proved right (so that a hundred guesses at
 * once are counted as a hundred), or the seconds still to wait.
 */
export async function takeTry(s: Deps, keys: string[]): Promise<number> {
  const now = s.now();
  const forgotten = new Date(now.getTime() - FORGET_MS).toISOString();
  return await s.store.tx(async (q) => {
    await q.delete(signInFailure).where(lt(signInFailure.lastAt, forgotten)).run();
    const rows = await q.select().from(signInFailure).where(inArray(signInFailure.key, keys)).all();
    const until = Math.max(0, ...rows.map((row) => (row.blockedUntil ? Date.parse(row.blockedUntil) : 0)));
    if (until > now.getTime()) return Math.ceil((until - now.getTime()) / 1000);
    for (const key of keys) {
      const count = (rows.find((row) => row.key === key)?.count ?? 0) + 1;
      const wait = count < FREE ? 0 : Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (count - FREE));
      const values = {
        count,
        lastAt: now.toISOString(),
        blockedUntil: wait ? new Date(now.getTime() + wait * 1000).toISOString() : null
      };
      await q
        .insert(signInFailure)
        .values({ key, ...values })
        .onConflictDoUpdate({ target: signInFailure.key, set: values })
        .run();
    }
    return 0;
  });
}

/** The try was right: forgets the mistakes under the first key, takes only this one back under the others. */
export async function triedRightly(s: Deps, [first, ...others]: string[]): Promise<void> {
  await s.store.tx(async (q) => {
    if (first) await q.delete(signInFailure).where(eq(signInFailure.key, first)).run();
    for (const key of others)
      await q
        .update(signInFailure)
        .set({
          count: sql`case when ${signInFailure.count} > 0 then ${signInFailure.count} - 1 else 0 end`,
          blockedUntil: null
        })
        .where(eq(signInFailure.key, key))
        .run();
  });
}
