import { and, eq } from 'drizzle-orm';
import { item } from '../ledger/tables';
import type { Ground } from '../ground';
import { cameOf, originIssue } from './item-origin';

/** Returns the numbers of the items that a meeting's issues became, by issue. */
export async function numbersOfMeeting(
  s: Pick<Ground, 'store'>,
  communityId: string,
  meetingId: string
): Promise<ReadonlyMap<string, string>> {
  const rows = await s.store.q
    .select({ issueId: originIssue, number: item.number })
    .from(item)
    .where(and(eq(item.communityId, communityId), cameOf(meetingId)))
    .all();
  return new Map(rows.map(({ issueId, number }) => [issueId, number]));
}
