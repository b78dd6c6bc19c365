import { and, count, desc, eq, inArray, isNotNull, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Category, Channel, Tier } from '$lib/domain/ledger/category';
import { isOverdue } from '$lib/domain/ledger/overdue';
import type { Asked, Rating } from '$lib/domain/ledger/standing';
import { searchPhrase } from '$lib/domain/ledger/search-text';
import { RUNNING, type State } from '$lib/domain/ledger/state';
import { refused, type Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import { party, venue } from '../community/tables';
import type { Caller } from '../identity';
import type { Ground } from '../services';
import { readCursor, writeCursor } from '../db/cursor';
import { standingOf } from './standing';
import { item } from './tables';
import { visibleTo } from './visible';

export interface ItemFilter {
  /** Full text: every word must stand in the item. */
  q?: string;
  state?: State;
  category?: Category;
  /** Party id, or `none`. */
  owner?: string;
  venue?: string;
  overdue?: boolean;
  /** Only what came after its meeting's close. */
  late?: boolean;
  cursor?: string;
  /** 1 to 100, 50 when left out. */
  limit?: number;
}

export interface ItemLine {
  id: string;
  number: string;
  title: string;
  detail: string;
  /** One of the six, a newer tablet's own, or empty where nobody has sorted it yet. */
  category: string;
  tier: Tier;
  state: State;
  answer: string;
  ownerId: string | null;
  ownerName: string | null;
  dueOn: string | null;
  /** What the limit of its tier allows; the deadline where nothing was promised. */
  limitOn: string | null;
  deadlineOn: string | null;
  acceptBy: string | null;
  reviewOn: string | null;
  /** Still to be done past its deadline. */
  overdue: boolean;
  venueId: string | null;
  venueName: string | null;
  meetingId: string | null;
  issueId: string | null;
  /** The number it had in the ledger that it was imported from; empty for our own. */
  sourceNumber: string;
  channel: Channel;
  raisedBy: string;
  supporters: number;
  late: boolean;
  /** Came of a dispute between neighbours. */
  withheld: boolean;
  createdAt: string;
  updatedAt: string;
  finishedAt: string | null;
  returns: number;
  reworks: number;
  /** How far up it has gone: 0 with its owner, 1 with the office, 2 with the secretary. */
  level: number;
  chases: number;
  chasedAt: string | null;
  asked: Asked | null;
  mergedInto: string | null;
  splitFrom: string | null;
  rating: Rating | null;
  version: number;
}

const LIMIT = 50;

/** The columns of a line, with the names of owner and venue beside their ids. */
export const lineColumns = { item, ownerName: party.name, venueName: venue.name };

export function lineOf(
  row: { item: typeof item.$inferSelect; ownerName: string | null; venueName: string | null },
  day: string
): ItemLine {
  const { id, number, sourceNumber, title, detail, category, answer, ownerId, dueOn, limitOn, deadlineOn, acceptBy } =
    row.item;
  const { venueId, meetingId, issueId, raisedBy, supporters, late, withheld, createdAt, updatedAt } = row.item;
  const { finishedAt, reviewOn, returns, reworks, level, chases, chasedAt, asked, mergedInto, splitFrom } = row.item;
  return {
    ...{
      id,
      number,
      sourceNumber,
      title,
      detail,
      category,
      answer,
      ownerId,
      dueOn,
      limitOn,
      deadlineOn,
      acceptBy,
      reviewOn
    },
    ...{ venueId, meetingId, issueId, raisedBy, supporters, late, withheld, createdAt, updatedAt, finishedAt },
    ...{ returns, reworks, level, chases, chasedAt, asked, mergedInto, splitFrom },
    tier: row.item.tier as Tier,
    state: row.item.state as State,
    channel: row.item.channel as Channel,
    rating: standingOf(row.item, {}).rating,
    version: row.item.version,
    ownerName: row.ownerName,
    venueName: row.venueName,
    overdue: isOverdue(row.item, day)
  };
}

/**
 * What of the ledger fits a filter and may be seen, and the day it is judged by; `fits` is null where nothing can.
 * What was withdrawn with its import stands in no list, unless it is asked for.
 */
export async function fitting(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  filter: ItemFilter
): Promise<{ fits: SQL | undefined | null; day: string } | Refusal> {
  const seen = visibleTo(s.store.q, caller);
  if (seen === null) return { refused: 'right/missing' };
  const day = await today(s, caller.communityId);
  const phrase = filter.q?.trim() ? searchPhrase(filter.q) : undefined;
  if (phrase === null) return { fits: null, day };

  const { communityId } = caller;
  const found = phrase
    ? sql`${item.id} in (select k.item_id from item_search s join item_search_key k on k.rowid = s.rowid
        where s.body match ${phrase} and k.community_id = ${communityId})`
    : undefined;
  const fits = and(
    eq(item.communityId, communityId),
    seen,
    filter.state ? eq(item.state, filter.state) : ne(item.state, 'withdrawn'),
    filter.category ? eq(item.category, filter.category) : undefined,
    filter.owner ? (filter.owner === 'none' ? isNull(item.ownerId) : eq(item.ownerId, filter.owner)) : undefined,
    filter.venue ? eq(item.venueId, filter.venue) : undefined,
    filter.overdue === true
      ? and(isNotNull(item.deadlineOn), lt(item.deadlineOn, day), inArray(item.state, [...RUNNING]))
      : undefined,
    filter.late ? eq(item.late, true) : undefined,
    found
  );
  return { fits, day };
}

/** A page of the ledger, newest first, with the count of all that fit. Refuses a cursor that is not ours. */
export async function listItems(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  filter: ItemFilter
): Promise<{ items: ItemLine[]; nextCursor: string | null; total: number } | Refusal> {
  const fitted = await fitting(s, caller, filter);
  if (refused(fitted)) return fitted;
  const cursor = filter.cursor ? readCursor(filter.cursor) : null;
  if (filter.cursor && !cursor) return { refused: 'input/invalid', fields: { cursor: 'field/unfit' } };
  const { fits, day } = fitted;
  if (fits === null) return { items: [], nextCursor: null, total: 0 };
  const after = cursor && or(lt(item.createdAt, cursor.at), and(eq(item.createdAt, cursor.at), lt(item.id, cursor.id)));
  const limit = Math.min(Math.max(filter.limit ?? LIMIT, 1), 100);
  const rows = await s.store.q
    .select(lineColumns)
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .where(and(fits, after ?? undefined))
    .orderBy(desc(item.createdAt), desc(item.id))
    .limit(limit + 1)
    .all();
  const total = await s.store.q.select({ n: count() }).from(item).where(fits).get();
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.item;
  return {
    items: page.map((row) => lineOf(row, day)),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
    total: total?.n ?? 0
  };
}
