import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { account } from '../identity/tables';
import type { Ground } from '../ground';
import { privateRead } from './tables';

/** How names, homes and signatures were read: on the attendance sheet, or by a tablet that opened the private half. */
export type ReadHow = 'sheet' | 'tablet';

const HOUR_MS = 3600_000;
/** What is done with personal data is kept on record for three years (Personal Information Protection Law of the PRC, art. 56); one of them may be a leap year. */
const KEEP_MS = (3 * 365 + 1) * 24 * HOUR_MS;
const MOST_SHOWN = 100;

/**
 * Notes that somebody is about to read the private half of a meeting; where this cannot be written nothing is read. One row an
 * hour, person and way, with how often: a tablet on a bad network opens the same half a hundred times.
 */
export async function notePrivateRead(
  s: Pick<Ground, 'store' | 'now'>,
  { communityId, accountId, deviceId }: Pick<Caller, 'communityId' | 'accountId' | 'deviceId'>,
  meetingId: string,
  how: ReadHow
): Promise<void> {
  const now = s.now();
  const at = now.toISOString();
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS).toISOString();
  const { communityId: community, meetingId: meeting, hour: inHour, accountId: who, how: way } = privateRead;
  await s.store.tx((q) =>
    q
      .insert(privateRead)
      .values({ communityId, meetingId, hour, accountId, how, firstAt: at, lastAt: at, times: 1, deviceId })
      .onConflictDoUpdate({
        target: [community, meeting, inHour, who, way],
        set: { lastAt: at, deviceId, times: sql`${privateRead.times} + 1` }
      })
      .run()
  );
}

export interface PrivateRead {
  /** Name of the account as it is now; empty: it is gone. */
  who: string;
  how: ReadHow;
  /** ISO, of the first and the last time within one hour */
  firstAt: string;
  lastAt: string;
  times: number;
}

/** Who has read the private half of a meeting, the newest first; for the office. */
export async function privateReadsOf(
  s: Pick<Ground, 'store'>,
  caller: Pick<Caller, 'communityId' | 'role'>,
  meetingId: string
): Promise<PrivateRead[] | Refusal> {
  if (!may(caller.role, 'office')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const { how, firstAt, lastAt, times } = privateRead;
  const rows = await s.store.q
    .select({ who: account.name, how, firstAt, lastAt, times })
    .from(privateRead)
    .leftJoin(account, and(eq(account.communityId, privateRead.communityId), eq(account.id, privateRead.accountId)))
    .where(and(eq(privateRead.communityId, communityId), eq(privateRead.meetingId, meetingId)))
    .orderBy(desc(lastAt), desc(privateRead.accountId))
    .limit(MOST_SHOWN)
    .all();
  return rows.map(({ who, ...row }) => ({ ...row, who: who ?? '', how: row.how as ReadHow }));
}

/** Forgets what is on record for longer than the law asks. */
export async function sweepPrivateReads(s: Pick<Ground, 'store' | 'now'>): Promise<void> {
  const before = new Date(s.now().getTime() - KEEP_MS).toISOString();
  await s.store.tx((q) => q.delete(privateRead).where(lt(privateRead.lastAt, before)).run());
}
