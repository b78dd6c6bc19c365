import { setImmediate } from 'node:timers/promises';
import { and, desc, eq, lt, or } from 'drizzle-orm';
import { refused, type Refusal } from '$lib/domain/refusal';
import { party, venue } from '../community/tables';
import type { Caller } from '../identity';
import type { Ground } from '../services';
import { fitting, lineColumns, lineOf, type ItemFilter, type ItemLine } from './list-items';
import { item } from './tables';

const PAGE = 200;

/**
 * All items that fit, newest first, a page at a time, so that any number needs the memory of one page. Between two pages
 * others work on: an item that changes meanwhile is given as it is when its page is read.
 */
export async function eachItem(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  filter: Omit<ItemFilter, 'cursor' | 'limit'>
): Promise<AsyncGenerator<ItemLine[]> | Refusal> {
  const found = await fitting(s, caller, filter);
  return refused(found) ? found : pages(s, found);
}

async function* pages(
  s: Pick<Ground, 'store'>,
  found: { fits: ReturnType<typeof and> | null; day: string }
): AsyncGenerator<ItemLine[]> {
  if (found.fits === null) return;
  let last: { createdAt: string; id: string } | null = null;
  for (;;) {
    const after: ReturnType<typeof and> =
      last === null
        ? undefined
        : or(lt(item.createdAt, last.createdAt), and(eq(item.createdAt, last.createdAt), lt(item.id, last.id)));
    const rows = await s.store.q
      .select(lineColumns)
      .from(item)
      .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
      .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
      .where(and(found.fits, after))
      .orderBy(desc(item.createdAt), desc(item.id))
      .limit(PAGE)
      .all();
    if (rows.length) yield rows.map((row) => lineOf(row, found.day));
    if (rows.length < PAGE) return;
    await setImmediate();
    last = rows.at(-1)!.item;
  }
}
