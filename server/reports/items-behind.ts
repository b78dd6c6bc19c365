import { and, count, desc, eq, lt, or } from 'drizzle-orm';
import type { State } from '$lib/domain/ledger/state';
import { monthOf } from '$lib/domain/reports/month';
import type { Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import { party } from '../community/tables';
import { readCursor, writeCursor } from '../db/cursor';
import type { Caller } from '../identity';
import { visibleTo } from '../ledger';
import { item } from '../ledger/tables';
import type { Ground } from '../ground';
import { metricFilter, readMetric, type MetricParams, type Named } from './metric-filter';
import { nameOfUnit } from './names';

const LIMIT = 50;

/** An item with the days that a figure judges it by. */
export interface LineBehind {
  id: string;
  number: string;
  title: string;
  state: State;
  owner: string | null;
  submittedOn: string;
  firstDeadlineOn: string | null;
  deadlineOn: string | null;
  finishedOn: string | null;
}

export interface ItemsBehind extends Omit<Named, 'unit'> {
  unit: (NonNullable<Named['unit']> & { name: string | null }) | null;
  /** This month. */
  latest: string;
  items: LineBehind[];
  nextCursor: string | null;
  total: number;
}

/** The items behind a figure, newest first, a page at a time. Refuses a figure that is not in the book and a cursor not ours. */
export async function itemsBehind(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  { cursor: at, limit = LIMIT, ...params }: MetricParams & { cursor?: string | null; limit?: number }
): Promise<ItemsBehind | Refusal> {
  const { q } = s.store;
  const { communityId } = caller;
  const seen = visibleTo(q, caller);
  if (seen === null) return { refused: 'right/missing' };
  const day = await today(s, communityId);
  const named = readMetric(params);
  const behind = metricFilter(params, day);
  if (!named || !behind) return { refused: 'input/invalid', fields: { metric: 'field/unfit' } };
  const cursor = at ? readCursor(at) : null;
  if (at && !cursor) return { refused: 'input/invalid', fields: { cursor: 'field/unfit' } };

  const fits = and(eq(item.communityId, communityId), seen, behind);
  const after = cursor
    ? or(lt(item.createdAt, cursor.at), and(eq(item.createdAt, cursor.at), lt(item.id, cursor.id)))
    : undefined;
  const { id, number, title, state, createdAt, submittedOn, firstDeadlineOn, deadlineOn, finishedOn } = item;
  const rows = await q
    .select({
      id,
      number,
      title,
      state,
      owner: party.name,
      createdAt,
      submittedOn,
      firstDeadlineOn,
      deadlineOn,
      finishedOn
    })
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .where(and(fits, after))
    .orderBy(desc(item.createdAt), desc(item.id))
    .limit(limit + 1)
    .all();
  const total = await q.select({ n: count() }).from(item).where(fits).get();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    ...named,
    unit: named.unit && { ...named.unit, name: await nameOfUnit(q, communityId, named.unit) },
    latest: monthOf(day),
    items: page.map(({ createdAt: _, ...line }) => ({ ...line, state: line.state as State })),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
    total: total?.n ?? 0
  };
}
