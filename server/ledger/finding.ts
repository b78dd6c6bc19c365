import { and, eq, gt, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import { numberAsked, serialsOfYear } from '$lib/domain/search/numbers';
import { firstRowOf, momentOfRow, SPILL_MS } from '$lib/domain/search/row-order';
import { matchOf, matchWithin } from '$lib/domain/search/terms';
import type { Query } from '../db/store';
import type { Place } from './item-order';
import { item } from './tables';

export interface Finding {
  /** Whether an item is found. */
  found: SQL;
  /** Whether it is among the hits that were gathered: all of them, or the next in the order of submission. */
  gathered: SQL;
  /** These are all. */
  all: boolean;
  /** And so few that they are sorted faster than any walk finds them. */
  few: boolean;
  /** Where they are not all: among the next of the list, as far as they reach; null where the list has another order. */
  near: SQL | null;
}

/** So many hits are gathered at once. */
const GATHERED = 8_000;
const FEW = 500;

/** Which items a query finds; null where nothing in it can be looked for. */
export async function finding(
  q: Query,
  communityId: string,
  query: string,
  { order, from }: { order: Place['order']; from: Place | null },
  most = GATHERED
): Promise<Finding | null> {
  const terms = matchOf(query);
  if (!terms) return null;
  const match = matchWithin(communityId, terms);
  const number = hasNumber(query);
  // Beside the hits, not in an `or` with them: without statistics the database would go through the whole ledger for that.
  const numbered = number
    ? sql`union all select id from ${item} where ${and(eq(item.communityId, communityId), number)}`
    : sql``;

  // The index is in the order of submission: from where the page begins, in its direction.
  const inOrder = order.by === 'created';
  const desc = order.desc || !inOrder;
  const begin = inOrder && from ? beginning(String(from.key[0]), desc) : sql``;
  const hits = await q.all<{ rowid: number }>(
    sql`select rowid from item_search where item_search match ${match} ${begin}
      order by rowid ${desc ? sql`desc` : sql`asc`} limit ${most + 1}`
  );
  const rows = hits.slice(0, most).map(({ rowid }) => rowid);
  const gathered = sql`${item.id} in (select k.item_id from item_search_key k where k.community_id = ${communityId}
      and k.rowid in (select value from json_each(${JSON.stringify(rows)})) ${numbered})`;
  if (hits.length <= most) return { found: gathered, gathered, all: true, few: hits.length <= FEW, near: null };

  // Found once for the whole query, then each item that is walked past is looked up among them: a row asked for by itself is
  // looked up in the list, while `exists` would go through the list for each item.
  const among = sql`(select k.rowid from item_search_key k where k.community_id = ${communityId}
    and k.item_id = ${item.id}) in (select rowid from item_search where item_search match ${match})`;
  const found = number ? or(number, among)! : among;
  return { found, gathered, all: false, few: false, near: inOrder ? and(reach(rows.at(-1)!, desc), gathered)! : null };
}

/** The rows of whatever was submitted at a moment or comes after it in the list. */
function beginning(at: string, desc: boolean): SQL {
  const ms = Date.parse(at);
  return desc ? sql`and rowid < ${firstRowOf(ms + SPILL_MS + 1)}` : sql`and rowid >= ${firstRowOf(ms)}`;
}

/** As far as the hits reach up to this row nothing is missing among them. */
function reach(lastRow: number, desc: boolean): SQL {
  const ms = momentOfRow(lastRow);
  const iso = (at: number) => new Date(at).toISOString();
  return desc ? gt(item.createdAt, iso(ms)) : lt(item.createdAt, iso(ms - SPILL_MS));
}

/** The item of a number that was typed: of one year, or of any. */
export function hasNumber(query: string): SQL | null {
  const asked = numberAsked(query);
  if (!asked) return null;
  if (asked.year !== null) return eq(item.serial, serialsOfYear(asked.year)[0] + asked.count);
  const thisCentury = Array.from({ length: 100 }, (_, n) => serialsOfYear(2000 + n)[0] + asked.count);
  return inArray(item.serial, thisCentury);
}
