import { and, eq, exists, gte, inArray, isNotNull, isNull, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { Category, Channel, Tier } from '$lib/domain/ledger/category';
import { DEFAULT_ORDER, type ListOrder } from '$lib/domain/ledger/list-order';
import { RUNNING, STATES, type State } from '$lib/domain/ledger/state';
import { addMonths, dayIn, isDay } from '$lib/domain/meetings/days';
import type { Refusal } from '$lib/domain/refusal';
import { momentOf } from '$lib/words/dates';
import { timeZoneOf } from '../community';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { finding, type Finding } from './finding';
import type { Place } from './item-order';
import { item, itemPart } from './tables';
import { viewCondition, type ViewKey } from './views';
import { visibleTo } from './visible';

export interface ItemFilter {
  /** Full text, spelling, initials or a number: every word must be found in the item. */
  q?: string;
  /** One, or any of several. What was withdrawn stands in no list unless it is asked for. */
  state?: State | readonly State[];
  category?: Category;
  tier?: Tier;
  /** Party id, or `none`. */
  owner?: string;
  /** Party id of a joint partner. */
  partner?: string;
  venue?: string;
  grid?: string;
  channel?: Channel;
  overdue?: boolean;
  /** It went up so far at least. */
  level?: number;
  /** YYYY-MM in which it was submitted, in the community's time zone. */
  month?: string;
  /** YYYY-MM or YYYY-MM-DD: when it is due. */
  due?: string;
  /** Only what came after its meeting's close. */
  late?: boolean;
  /** One of the lists of every morning. */
  view?: ViewKey;
  sort?: ListOrder;
  cursor?: string;
  /** 1 to 100, 50 when left out. */
  limit?: number;
}

/** What fits a filter, as conditions of a query over `item`. */
export interface Fitting {
  /** Null where nothing can fit. */
  fits: SQL | undefined | null;
  /** The same as far as it was gathered, where the next of the list are certainly among it; null where they need not be. */
  near: SQL | null;
  /** An index gives just these in the order of the list, or they are few: no walk past others is needed to find the first. */
  straight: boolean;
  /**
   * The same for counting. Where a word stands in a large part of the ledger it is asked of so many items only as can be
   * counted at once, and there are at least as many.
   */
  counted: { fits: SQL | undefined; all: boolean; upTo: number };
  /** YYYY-MM-DD: today, by which overdue is judged. */
  day: string;
}

/** Up to here a count is exact; beyond, nobody reads it to the last digit, and every page would have to count it. */
export const EXACT = 10_000;
/** The same for what was searched for: each hit is a look at its row. */
export const EXACT_FOUND = 1_000;

/**
 * What of the ledger fits a filter and may be seen.
 * @param from where the page begins: what was searched for is looked for from there on
 * @param known what the query finds, where that has been looked up for the same order and place
 */
export async function fitting(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  filter: ItemFilter,
  from: Place | null = null,
  known?: Finding | null
): Promise<Fitting | Refusal> {
  const { q } = s.store;
  const seen = visibleTo(q, caller);
  if (seen === null) return { refused: 'right/missing' };
  const { communityId } = caller;
  const timeZone = await timeZoneOf(s, communityId);
  const day = dayIn(s.now(), timeZone);
  const view = filter.view ? viewCondition(q, filter.view, caller, day) : undefined;
  const narrowed = and(
    eq(item.communityId, communityId),
    seen,
    view,
    ...conditions(q, communityId, filter, day, timeZone)
  );
  const straight = inOrderOfItsIndex(filter);
  const whole = { fits: narrowed, near: null, straight, counted: { fits: narrowed, all: true, upTo: EXACT }, day };
  if (!filter.q?.trim()) return whole;
  const place = { order: filter.sort ?? DEFAULT_ORDER, from };
  const found = known === undefined ? await finding(q, communityId, filter.q, place) : known;
  if (!found) return { ...whole, fits: null };
  return {
    fits: and(narrowed, found.found),
    near: found.near && and(narrowed, found.near)!,
    straight: found.few,
    counted: { fits: and(narrowed, found.gathered), all: found.all, upTo: EXACT_FOUND },
    day
  };
}

function conditions(
  q: Query,
  communityId: string,
  filter: ItemFilter,
  day: string,
  timeZone: string
): (SQL | undefined)[] {
  const { state, category, tier, owner, partner, venue, grid, channel, overdue, level, month, due, late } = filter;
  return [
    inStates(state),
    overdue ? and(inArray(item.state, [...RUNNING]), isNotNull(item.deadlineOn), lt(item.deadlineOn, day)) : undefined,
    category ? eq(item.category, category) : undefined,
    tier ? eq(item.tier, tier) : undefined,
    owner ? (owner === 'none' ? isNull(item.ownerId) : eq(item.ownerId, owner)) : undefined,
    partner ? takesPart(q, communityId, partner) : undefined,
    venue ? eq(item.venueId, venue) : undefined,
    grid ? eq(item.gridId, grid) : undefined,
    channel ? eq(item.channel, channel) : undefined,
    level ? gte(item.level, level) : undefined,
    month ? submittedIn(month, timeZone) : undefined,
    due ? dueIn(due) : undefined,
    late ? eq(item.late, true) : undefined
  ];
}

/** Each of these has an index that goes on by the submission, which is the list's usual order; a month is a piece of it. */
function inOrderOfItsIndex({ state, owner, venue, category, month, sort = DEFAULT_ORDER }: ItemFilter): boolean {
  const one = typeof state === 'string' || state?.length === 1;
  return sort.by === 'created' && Boolean(one || owner || venue || category || month);
}

function inStates(state: ItemFilter['state']): SQL {
  const asked = state === undefined ? [] : typeof state === 'string' ? [state] : [...new Set(state)];
  if (!asked.length) return ne(item.state, 'withdrawn');
  if (asked.length === 1) return eq(item.state, asked[0]!);
  return inArray(item.state, asked.length < STATES.length ? asked : [...STATES]);
}

function takesPart(q: Query, communityId: string, partyId: string): SQL {
  const part = q
    .select({ one: sql`1` })
    .from(itemPart)
    .where(
      and(
        eq(itemPart.communityId, communityId),
        eq(itemPart.itemId, item.id),
        eq(itemPart.partyId, partyId),
        ne(itemPart.state, 'released')
      )
    );
  return exists(part);
}

function submittedIn(month: string, timeZone: string): SQL | undefined {
  const first = `${month}-01`;
  if (!isDay(first)) return sql`1 = 0`;
  const [from, to] = [first, addMonths(first, 1)].map((day) => momentOf(day, '00:00', timeZone));
  return from && to ? and(gte(item.createdAt, from), lt(item.createdAt, to)) : sql`1 = 0`;
}

function dueIn(due: string): SQL | undefined {
  if (due.length > 7) return eq(item.deadlineOn, due);
  return and(gte(item.deadlineOn, `${due}-01`), lt(item.deadlineOn, addMonths(`${due}-01`, 1)));
}
