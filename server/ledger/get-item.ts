import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import { party, venue } from '../community/tables';
import type { Caller } from '../identity';
import { entry, issue, meeting, photo } from '../meetings/tables';
import type { Ground } from '../services';
import { storedAmong, type StoredPicture } from '../uploads';
import { lineColumns, lineOf, visibleTo, type ItemLine } from './list-items';
import { item, itemEvent, lateChange } from './tables';

export interface Quote {
  id: string;
  at: string;
  kind: string;
  speaker: string;
  text: string;
}

export interface ItemPage extends ItemLine {
  meeting: { id: string; title: string; startsAt: string } | null;
  /** The lines of the diary it came from. */
  entries: Quote[];
  /** Pictures and voice notes of the issue and its lines, for those who may read meetings. */
  photos: (Pick<typeof photo.$inferSelect, 'id' | 'kind' | 'takenAt'> & { stored: StoredPicture | null })[];
  events: (typeof itemEvent.$inferSelect)[];
  /** Tablets' changes that still wait for staff; empty for those who see only their own. */
  lateChanges: { field: string; ledgerValue: string; tabletValue: string; seenAt: string }[];
}

/** One item with where it came from and its history. An item the caller may not see is as absent as one that is not there. */
export async function getItem(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  id: string
): Promise<ItemPage | Refusal> {
  const seen = visibleTo(caller);
  const { communityId } = caller;
  const { q } = s.store;
  if (seen === null) return { refused: 'item/absent' };
  const row = await q
    .select(lineColumns)
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .where(and(eq(item.communityId, communityId), eq(item.id, id), seen))
    .get();
  if (!row) return { refused: 'item/absent' };
  const { meetingId, issueId } = row.item;
  const from = meetingId
    ? await q
        .select({ id: meeting.id, title: meeting.title, startsAt: meeting.startsAt })
        .from(meeting)
        .where(and(eq(meeting.communityId, communityId), eq(meeting.id, meetingId)))
        .get()
    : undefined;
  const events = await q
    .select()
    .from(itemEvent)
    .where(and(eq(itemEvent.communityId, communityId), eq(itemEvent.itemId, id)))
    .orderBy(asc(itemEvent.seq))
    .all();
  const entries = meetingId && issueId ? await quotes(s, communityId, meetingId, issueId) : [];
  return {
    ...lineOf(row, await today(s, communityId)),
    meeting: from ?? null,
    entries,
    photos:
      meetingId && issueId && may(caller.role, 'meetings/read')
        ? await photosOf(s, communityId, { meetingId, issueId }, entries)
        : [],
    events,
    lateChanges: may(caller.role, 'ledger/read') ? await waiting(s, communityId, id) : []
  };
}

function waiting(s: Pick<Ground, 'store'>, communityId: string, itemId: string) {
  const { field, ledgerValue, tabletValue, seenAt } = lateChange;
  return s.store.q
    .select({ field, ledgerValue, tabletValue, seenAt })
    .from(lateChange)
    .where(and(eq(lateChange.communityId, communityId), eq(lateChange.itemId, itemId), isNull(lateChange.decision)))
    .all();
}

async function quotes(
  s: Pick<Ground, 'store'>,
  communityId: string,
  meetingId: string,
  issueId: string
): Promise<Quote[]> {
  const from = await s.store.q
    .select({ entryIds: issue.entryIds })
    .from(issue)
    .where(and(eq(issue.communityId, communityId), eq(issue.meetingId, meetingId), eq(issue.id, issueId)))
    .get();
  if (!from?.entryIds.length) return [];
  const { id, at, kind, speaker, text } = entry;
  return await s.store.q
    .select({ id, at, kind, speaker, text })
    .from(entry)
    .where(and(eq(entry.communityId, communityId), eq(entry.meetingId, meetingId), inArray(id, from.entryIds)))
    .orderBy(asc(at), asc(id))
    .all();
}

async function photosOf(
  s: Pick<Ground, 'store'>,
  communityId: string,
  { meetingId, issueId }: { meetingId: string; issueId: string },
  lines: readonly { id: string }[]
): Promise<ItemPage['photos']> {
  const { id, kind, takenAt } = photo;
  const ofLine = inArray(
    photo.entryId,
    lines.map((line) => line.id)
  );
  const rows = await s.store.q
    .select({ id, kind, takenAt })
    .from(photo)
    .where(
      and(
        eq(photo.communityId, communityId),
        eq(photo.meetingId, meetingId),
        lines.length ? or(eq(photo.issueId, issueId), ofLine) : eq(photo.issueId, issueId)
      )
    )
    .orderBy(asc(takenAt), asc(id))
    .all();
  const stored = await storedAmong(
    s.store.q,
    communityId,
    rows.map((row) => row.id)
  );
  return rows.map((row) => ({ ...row, stored: stored.get(row.id) ?? null }));
}
