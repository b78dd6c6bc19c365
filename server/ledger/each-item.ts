import { DEFAULT_ORDER } from '$lib/domain/ledger/list-order';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { fitting, type Fitting, type ItemFilter } from './item-filter';
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
  return pages(s, caller.communityId, found as Fitting, filter.sort ?? DEFAULT_ORDER);
}

async function* pages(
  s: Pick<Ground, 'store'>,
  communityId: string,
  { fits, straight, day }: Fitting,
  order: Place['order']
): AsyncGenerator<ItemLine[]> {
  // What was gathered for the first page is not near the next ones.
  const all = { fits, near: null, straight };
  let from: Place | null = null;
  for (;;) {
    const rows: Awaited<ReturnType<typeof rowsFrom>> = await rowsFrom(s.store.q, communityId, all, {
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
