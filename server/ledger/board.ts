import { and, eq, inArray } from 'drizzle-orm';
import type { Act } from '$lib/domain/ledger/acts';
import type { State } from '$lib/domain/ledger/state';
import { actsFor } from '$lib/domain/ledger/transitions';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { finding } from './finding';
import type { ItemFilter } from './item-filter';
import { listItems, type ItemLine } from './list-items';
import { partsOfEach, standingOf } from './standing';
import { item } from './tables';

/** The columns of a board: what is still to come of, in the order of the way. */
export const BOARD: readonly State[] = ['open', 'dispatched', 'handling', 'held', 'finished', 'verified'];

/** So many cards a column; the rest stands in the list. */
const CARDS = 15;

export interface Column {
  state: State;
  cards: (ItemLine & { acts: Act[] })[];
  total: number;
  atLeast: boolean;
}

/** What fits a filter by where it stands, the next deadline first, each with what the caller may do to it. */
export async function boardOf(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  { state, cursor: _, ...filter }: ItemFilter
): Promise<Column[] | Refusal> {
  const asked = state === undefined ? BOARD : typeof state === 'string' ? [state] : state;
  const columns: Column[] = [];
  const sort = filter.sort ?? { by: 'deadline' as const, desc: false };
  // Once for the board: a query that is hard to find is as hard in each column.
  const known = filter.q?.trim()
    ? await finding(s.store.q, caller.communityId, filter.q, { order: sort, from: null })
    : undefined;
  for (const one of asked.length ? asked : BOARD) {
    const list = await listItems(s, caller, { ...filter, sort, state: one, limit: CARDS }, known);
    if (refused(list)) return list;
    const { total, atLeast } = list;
    columns.push({ state: one, cards: list.items.map((line) => ({ ...line, acts: [] })), total, atLeast });
  }
  const acts = await actsOf(
    s,
    caller,
    columns.flatMap(({ cards }) => cards.map(({ id }) => id))
  );
  for (const card of columns.flatMap(({ cards }) => cards)) card.acts = acts.get(card.id) ?? [];
  return columns;
}

async function actsOf(s: Pick<Ground, 'store'>, caller: Caller, ids: string[]): Promise<Map<string, Act[]>> {
  if (!ids.length) return new Map();
  const { q } = s.store;
  const rows = await q
    .select()
    .from(item)
    .where(and(eq(item.communityId, caller.communityId), inArray(item.id, ids)))
    .all();
  const parts = await partsOfEach(q, caller.communityId, ids);
  return new Map(rows.map((row) => [row.id, actsFor(standingOf(row, parts.get(row.id) ?? {}), caller)]));
}
