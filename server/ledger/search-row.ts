import { and, eq, sql } from 'drizzle-orm';
import { searchBody } from '$lib/domain/ledger/search-text';
import {
  SEARCHED,
  SEARCHED_FIELDS,
  SPELLED_FIELDS,
  type SearchedColumn,
  type SearchedField
} from '$lib/domain/ledger/searched';
import { rowsOf } from '$lib/domain/search/row-order';
import { communityTerm } from '$lib/domain/search/terms';
import { party } from '../community/tables';
import type { Query } from '../db/store';
import { spelled } from '../spelling';
import type { ItemRow } from './standing';

type Searched = Pick<ItemRow, 'communityId' | 'id' | 'createdAt' | SearchedColumn>;

/** Writes (anew) what the full-text search finds an item by; inside the caller's transaction. */
export async function writeSearchRow(q: Query, item: Searched): Promise<void> {
  const rowid = await rowFor(q, item);
  const { body, spelling, initials } = indexed({ ...item, ownerName: await nameOf(q, item) });
  await q.run(sql`DELETE FROM item_search WHERE rowid = ${rowid}`);
  await q.run(sql`INSERT INTO item_search (rowid, community, body, spelling, initials)
    VALUES (${rowid}, ${communityTerm(item.communityId)}, ${body}, ${spelling}, ${initials})`);
}

/** The row of an item: its own, or the next that is free at the moment of its submission. */
async function rowFor(q: Query, { communityId, id, createdAt }: Searched): Promise<number> {
  const [from, to] = rowsOf(createdAt);
  const [own] = await q.all<{ rowid: number }>(
    sql`SELECT rowid FROM item_search_key WHERE community_id = ${communityId} AND item_id = ${id}`
  );
  if (own && own.rowid >= from && own.rowid < to) return own.rowid;
  if (own) {
    // It was numbered in another way.
    await q.run(sql`DELETE FROM item_search WHERE rowid = ${own.rowid}`);
    await q.run(sql`DELETE FROM item_search_key WHERE rowid = ${own.rowid}`);
  }
  const [last] = await q.all<{ row: number | null }>(
    sql`SELECT max(rowid) AS row FROM item_search_key WHERE rowid >= ${from} AND rowid < ${to}`
  );
  const rowid = last?.row == null ? from : last.row + 1;
  await q.run(sql`INSERT INTO item_search_key (rowid, community_id, item_id) VALUES (${rowid}, ${communityId}, ${id})`);
  return rowid;
}

/** Whether a change of a row changes what it is found by. */
export function foundOtherwise(before: Searched, after: Searched): boolean {
  return SEARCHED_FIELDS.some((field) => before[SEARCHED[field].column] !== after[SEARCHED[field].column]);
}

/** What the index is given of an item: all its words, and of some the spelling too. */
export function indexed(
  texts: Readonly<Record<SearchedField, string>>,
  spelling = spelled(...SPELLED_FIELDS.map((field) => texts[field]))
): { body: string; spelling: string; initials: string } {
  return { body: searchBody(...SEARCHED_FIELDS.map((field) => texts[field])), ...spelling };
}

async function nameOf(q: Query, { communityId, ownerId }: Searched): Promise<string> {
  if (!ownerId) return '';
  const owner = await q
    .select({ name: party.name })
    .from(party)
    .where(and(eq(party.communityId, communityId), eq(party.id, ownerId)))
    .get();
  return owner?.name ?? '';
}
