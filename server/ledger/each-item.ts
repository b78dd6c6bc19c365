import type { SQL } from 'drizzle-orm';
import { DEFAULT_ORDER } from '$lib/domain/ledger/list-order';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../services';
import { fitting, type ItemFilter } from './item-filter';
import { placeOf, type Place } from './item-order';
import { lineOf, rowsFrom, type ItemLine } from './list-items';

const PAGE = 500;

/**
 * All items that fit, in the order that the filter asks for, a page at a time, so that any number needs the memory of one
 * page. Between two pages others work on: an item that changes meanwhile is given as it is when its page is read.
 */
export async function eachItem(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  filter: Omit<ItemFilter, 'cursor' | 'limit'>
): Promise<AsyncGenerator<ItemLine[]> | Refusal> {
  const found = await fitting(s, caller, filter);
  if (refused(found)) return found;
  const { fits, day } = found;
  return pages(s, { communityId: caller.communityId, fits, day, order: filter.sort ?? DEFAULT_ORDER });
}

async function* pages(
  s: Pick<Ground, 'store'>,
  {
    communityId,
    fits,
    day,
    order
  }: { communityId: string; fits: SQL | undefined | null; day: string; order: Place['order'] }
): AsyncGenerator<ItemLine[]> {
  if (fits === null) return;
  let from: Place | null = null;
  for (;;) {
    const rows: Awaited<ReturnType<typeof rowsFrom>> = await rowsFrom(s.store.q, communityId, fits, {
      order,
      from,
      limit: PAGE
    });
    if (rows.length) yield rows.map((row) => lineOf(row, day));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    from = placeOf(order, last.item);
  }
}
