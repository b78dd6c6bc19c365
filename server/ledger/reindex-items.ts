import { and, asc, eq, gt, or } from 'drizzle-orm';
import type { Query } from '../db/store';
import { writeSearchRow } from './search-row';
import { item } from './tables';

/** A place in the order in which items are indexed anew. */
export type ItemPlace = readonly [communityId: string, itemId: string];

/** Indexes so many items that follow a place anew; gives the last, or null where none is left. */
export async function reindexItems(q: Query, after: ItemPlace | null, count: number): Promise<ItemPlace | null> {
  const [communityId, id] = after ?? ['', ''];
  const rows = await q
    .select()
    .from(item)
    .where(or(gt(item.communityId, communityId), and(eq(item.communityId, communityId), gt(item.id, id))))
    .orderBy(asc(item.communityId), asc(item.id))
    .limit(count)
    .all();
  for (const row of rows) await writeSearchRow(q, row);
  const last = rows.at(-1);
  return last && rows.length === count ? [last.communityId, last.id] : null;
}
