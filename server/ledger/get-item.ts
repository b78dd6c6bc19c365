import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import { party, venue } from '../community/tables';
import type { Caller } from '../identity';
import { entry, issue, meeting } from '../meetings/tables';
import type { Ground } from '../services';
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
  return {
    ...lineOf(row, await today(s, communityId)),
    meeting: from ?? null,
    entries: meetingId && issueId ? await quotes(s, communityId, meetingId, issueId) : [],
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
