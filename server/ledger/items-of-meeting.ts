import { and, eq } from 'drizzle-orm';
import type { Ground } from '../ground';
import { item } from './tables';

/** The numbers of the items that a meeting's issues became, by issue. */
export async function numbersOfMeeting(
  s: Pick<Ground, 'store'>,
  communityId: string,
  meetingId: string
): Promise<ReadonlyMap<string, string>> {
  const rows = await s.store.q
    .select({ issueId: item.issueId, number: item.number })
    .from(item)
    .where(and(eq(item.communityId, communityId), eq(item.meetingId, meetingId)))
    .all();
  return new Map(rows.flatMap(({ issueId, number }) => (issueId === null ? [] : [[issueId, number] as const])));
}
