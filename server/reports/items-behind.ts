import { and, count, desc, eq, lt, or } from 'drizzle-orm';
import type { Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import { party, venue } from '../community/tables';
import { readCursor, writeCursor } from '../db/cursor';
import type { Caller } from '../identity';
import { lineColumns, lineOf, visibleTo, type ItemLine } from '../ledger';
import { item } from '../ledger/tables';
import type { Ground } from '../services';
import { metricFilter, type MetricParams } from './metric-filter';

const LIMIT = 50;

/** The items behind a figure, newest first, a page at a time. Refuses a figure that is not in the book and a cursor not ours. */
export async function itemsBehind(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  { cursor: at, limit = LIMIT, ...params }: MetricParams & { cursor?: string | null; limit?: number }
): Promise<{ items: ItemLine[]; nextCursor: string | null; total: number } | Refusal> {
  const { q } = s.store;
  const seen = visibleTo(q, caller);
  if (seen === null) return { refused: 'right/missing' };
  const day = await today(s, caller.communityId);
  const behind = metricFilter(params, day);
  if (!behind) return { refused: 'input/invalid', fields: { metric: 'field/unfit' } };
  const cursor = at ? readCursor(at) : null;
  if (at && !cursor) return { refused: 'input/invalid', fields: { cursor: 'field/unfit' } };
  const fits = and(eq(item.communityId, caller.communityId), seen, behind);
  const after = cursor
    ? or(lt(item.createdAt, cursor.at), and(eq(item.createdAt, cursor.at), lt(item.id, cursor.id)))
    : undefined;
  const rows = await q
    .select(lineColumns)
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .where(and(fits, after))
    .orderBy(desc(item.createdAt), desc(item.id))
    .limit(limit + 1)
    .all();
  const total = await q.select({ n: count() }).from(item).where(fits).get();
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.item;
  return {
    items: page.map((row) => lineOf(row, day)),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
    total: total?.n ?? 0
  };
}
