import { and, count, eq, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import { LIVE, RUNNING } from '$lib/domain/ledger/state';
import { viewsFor, type ViewKey } from '$lib/domain/ledger/views';
import { addDays, weekdayOf } from '$lib/domain/meetings/days';
import type { Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { item, itemPart } from './tables';
import { visibleTo } from './visible';

export { isView, VIEWS, viewsFor, type ViewKey } from '$lib/domain/ledger/views';

/** Every view lies within these: what is over is in none. */
const SEEN = [...LIVE, 'finished'];

/**
 * What makes an item stand in a view (rules K7 to K12), for the WHERE of a query over `item`; the caller's community and what
 * he may see (`visibleTo`) are the query's own conditions.
 * @param today YYYY-MM-DD, in the community's time zone
 */
export function viewCondition(
  q: Query,
  key: ViewKey,
  { communityId, partyId }: Pick<Caller, 'communityId' | 'partyId'>,
  today: string
): SQL {
  const inStates = (states: readonly string[]) => inArray(item.state, [...states]);
  const withPart = (is: SQL | undefined) =>
    inArray(
      item.id,
      q
        .select({ id: itemPart.itemId })
        .from(itemPart)
        .where(and(eq(itemPart.communityId, communityId), is))
    );
  switch (key) {
    case 'mine': {
      if (partyId === null) return sql`1 = 0`;
      const owned = and(eq(item.ownerId, partyId), ne(item.state, 'open'));
      const part = and(eq(itemPart.partyId, partyId), inArray(itemPart.state, ['asked', 'accepted']));
      return and(inStates(LIVE), or(owned, withPart(part)))!;
    }
    case 'late':
      return and(inStates(RUNNING), isNotNull(item.deadlineOn), lt(item.deadlineOn, today))!;
    case 'week':
      return and(
        inStates(RUNNING),
        gte(item.deadlineOn, today),
        lte(item.deadlineOn, addDays(today, 7 - weekdayOf(today)))
      )!;
    case 'nobody':
      // What was returned, and what was reopened and not dispatched anew: nobody works on it.
      return inStates(['open']);
    case 'waiting':
      return or(
        inStates(['finished']),
        and(inStates(LIVE), or(isNotNull(item.asked), withPart(eq(itemPart.state, 'returned'))))
      )!;
    case 'review':
      return and(inStates(['held']), or(isNull(item.reviewOn), lte(item.reviewOn, today)))!;
  }
}

/** How many items stand in each view that the caller is shown, in one pass over what is not yet over. */
export async function viewCounts(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller
): Promise<Partial<Record<ViewKey, number>> | Refusal> {
  const { q } = s.store;
  const seen = visibleTo(q, caller);
  if (seen === null) return { refused: 'right/missing' };
  const day = await today(s, caller.communityId);
  const keys = viewsFor(caller);
  const sums = Object.fromEntries(
    keys.map((key) => [key, count(sql`case when ${viewCondition(q, key, caller, day)} then 1 end`)])
  );
  const row = await q
    .select(sums)
    .from(item)
    .where(and(eq(item.communityId, caller.communityId), inArray(item.state, SEEN), seen))
    .get();
  return Object.fromEntries(keys.map((key) => [key, row?.[key] ?? 0]));
}
