import { and, desc, eq } from 'drizzle-orm';
import type { Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import { party, venue } from '../community/tables';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { hasNumber } from './finding';
import { lineColumns, lineOf, type ItemLine } from './list-items';
import { item } from './tables';
import { visibleTo } from './visible';

const MOST = 10;

/** The items of a number that was typed, the latest year first; none where it was no number. */
export async function itemsOfNumber(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  query: string
): Promise<ItemLine[] | Refusal> {
  const seen = visibleTo(s.store.q, caller);
  if (seen === null) return { refused: 'right/missing' };
  const number = hasNumber(query);
  if (!number) return [];
  const rows = await s.store.q
    .select(lineColumns)
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .where(and(eq(item.communityId, caller.communityId), number, seen))
    .orderBy(desc(item.serial))
    .limit(MOST)
    .all();
  const day = await today(s, caller.communityId);
  return rows.map((row) => lineOf(row, day));
}
