import { and, asc, eq, isNull, or } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { storedAmong, type StoredPicture } from '../attachments';
import { anyOf } from '../db/any-of';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { ItemLine } from '../ledger';
import type { Ground } from '../ground';
import { issueOf, issuesBehind, type IssueRef } from './item-origin';
import { readableByAll } from './readable-photos';
import { entry, issue, meeting, photo } from './tables';

export interface Quote {
  id: string;
  at: string;
  kind: string;
  speaker: string;
  text: string;
}

/** What was said of an item where it came from. */
export interface SaidOfItem {
  meeting: { id: string; title: string; startsAt: string } | null;
  /** The lines of the diary it came from, and what the meeting decided of it, with its numbers. */
  entries: Quote[];
  /** Pictures and voice notes of the issue and its lines, for those who may read meetings. */
  photos: (Pick<typeof photo.$inferSelect, 'id' | 'kind' | 'takenAt'> & { stored: StoredPicture | null })[];
}

const NOTHING: SaidOfItem = { meeting: null, entries: [], photos: [] };

/**
 * Returns what was said of an item at the meeting it came of. What was split off shows the meeting of what it was split from, and
 * none of its words.
 * @param line of an item that the caller may see
 */
export async function saidOfItem(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  line: Pick<ItemLine, 'id' | 'origin' | 'splitFrom' | 'withheld'>
): Promise<SaidOfItem> {
  const { communityId } = caller;
  const { q } = s.store;
  const own = issueOf(line.origin);
  const { id, splitFrom, origin } = line;
  const came = { id, splitFrom, originKind: origin?.kind ?? null, originId: origin?.id ?? null };
  const from = (await issuesBehind(q, communityId, [came])).get(id);
  if (!from) return NOTHING;
  const meetingOf = await q
    .select({ id: meeting.id, title: meeting.title, startsAt: meeting.startsAt })
    .from(meeting)
    .where(and(eq(meeting.communityId, communityId), eq(meeting.id, from.meetingId)))
    .get();
  // What neighbours quarrelled about is for those who hold the meeting, also where its promise is somebody else's.
  const holds = may(caller.role, 'meetings/write');
  const told = own && (holds || !line.withheld) ? own : null;
  const entries = told ? await quotes(q, communityId, told, holds) : [];
  return {
    meeting: meetingOf ?? null,
    entries,
    photos: told && may(caller.role, 'meetings/read') ? await photosOf(q, communityId, told, entries, holds) : []
  };
}

async function quotes(
  q: Query,
  communityId: string,
  { meetingId, issueId }: IssueRef,
  holds: boolean
): Promise<Quote[]> {
  const from = await q
    .select({ entryIds: issue.entryIds })
    .from(issue)
    .where(and(eq(issue.communityId, communityId), eq(issue.meetingId, meetingId), eq(issue.id, issueId)))
    .get();
  if (!from) return [];
  const { id, at, kind, speaker, text } = entry;
  const decided = and(eq(entry.issueId, issueId), eq(kind, 'decision'));
  return await q
    .select({ id, at, kind, speaker, text })
    .from(entry)
    .where(
      and(
        eq(entry.communityId, communityId),
        eq(entry.meetingId, meetingId),
        holds ? undefined : isNull(entry.withheld),
        or(from.entryIds.length ? anyOf(id, from.entryIds) : undefined, decided)
      )
    )
    .orderBy(asc(at), asc(id))
    .all();
}

async function photosOf(
  q: Query,
  communityId: string,
  { meetingId, issueId }: IssueRef,
  lines: readonly { id: string }[],
  holds: boolean
): Promise<SaidOfItem['photos']> {
  const { id, kind, takenAt } = photo;
  const ofLine = anyOf(
    photo.entryId,
    lines.map((line) => line.id)
  );
  const rows = await q
    .select({ id, kind, takenAt })
    .from(photo)
    .where(
      and(
        eq(photo.communityId, communityId),
        eq(photo.meetingId, meetingId),
        holds ? undefined : readableByAll(q),
        lines.length ? or(eq(photo.issueId, issueId), ofLine) : eq(photo.issueId, issueId)
      )
    )
    .orderBy(asc(takenAt), asc(id))
    .all();
  const stored = await storedAmong(
    q,
    communityId,
    rows.map((row) => row.id)
  );
  return rows.map((row) => ({ ...row, stored: stored.get(row.id) ?? null }));
}
