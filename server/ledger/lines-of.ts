import { and, eq, inArray } from 'drizzle-orm';
import { today } from '../community';
import { party, venue } from '../community/tables';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { lineColumns, lineOf, type ItemLine } from './list-items';
import { item } from './tables';
import { visibleTo } from './visible';

/** The lines of these items, as far as the caller may see them, by id. */
export async function linesOf(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  ids: readonly string[]
): Promise<Map<string, ItemLine>> {
  const seen = visibleTo(s.store.q, caller);
  if (seen === null || !ids.length) return new Map();
  const rows = await s.store.q
    .select(lineColumns)
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .where(and(eq(item.communityId, caller.communityId), inArray(item.id, [...ids]), seen))
    .all();
  const day = await today(s, caller.communityId);
  return new Map(rows.map((row) => [row.item.id, lineOf(row, day)]));
}
