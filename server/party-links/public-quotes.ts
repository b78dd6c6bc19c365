import { and, asc, eq, isNull } from 'drizzle-orm';
import { maskPublic, personsNamed } from '$lib/domain/privacy/mask-public';
import { unnamedAt } from '../attendance';
import { anyOf } from '../db/any-of';
import { entry, issue } from '../meetings/tables';
import type { Ground } from '../ground';

const MOST = 5;

/** What was said at the meeting of an issue, as its public page shows it, without who said it. */
export async function publicQuotes(
  s: Pick<Ground, 'store'>,
  { communityId, meetingId, issueId }: { communityId: string; meetingId: string; issueId: string }
): Promise<string[]> {
  const { q } = s.store;
  const from = await q
    .select({ entryIds: issue.entryIds })
    .from(issue)
    .where(
      and(
        eq(issue.communityId, communityId),
        eq(issue.meetingId, meetingId),
        eq(issue.id, issueId),
        isNull(issue.withheld)
      )
    )
    .get();
  if (!from?.entryIds.length) return [];
  const rows = await q
    .select({ text: entry.text })
    .from(entry)
    .where(
      and(
        eq(entry.communityId, communityId),
        eq(entry.meetingId, meetingId),
        anyOf(entry.id, from.entryIds),
        eq(entry.kind, 'voice'),
        isNull(entry.withheld)
      )
    )
    .orderBy(asc(entry.at), asc(entry.id))
    .limit(MOST)
    .all();
  const names = personsNamed(await unnamedAt(s, communityId, meetingId));
  return rows.map(({ text }) => maskPublic(text, names)).filter(Boolean);
}
