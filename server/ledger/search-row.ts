import { sql } from 'drizzle-orm';
import { searchBody } from '$lib/domain/ledger/search-text';
import type { Query } from '../db/store';

interface Searched {
  communityId: string;
  id: string;
  number: string;
  sourceNumber: string;
  title: string;
  detail: string;
  answer: string;
  raisedBy: string;
}

/** Writes (anew) what the full-text search finds an item by; inside the caller's transaction. */
export async function writeSearchRow(q: Query, item: Searched): Promise<void> {
  const { communityId, id } = item;
  await q.run(
    sql`INSERT INTO item_search_key (community_id, item_id) VALUES (${communityId}, ${id}) ON CONFLICT DO NOTHING`
  );
  const key = await q.get<{ rowid: number }>(
    sql`SELECT rowid FROM item_search_key WHERE community_id = ${communityId} AND item_id = ${id}`
  );
  const body = searchBody(item.number, item.sourceNumber, item.title, item.detail, item.answer, item.raisedBy);
  await q.run(sql`DELETE FROM item_search WHERE rowid = ${key.rowid}`);
  await q.run(sql`INSERT INTO item_search (rowid, body) VALUES (${key.rowid}, ${body})`);
}
