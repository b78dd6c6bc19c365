import { sql } from 'drizzle-orm';
import type { Query } from '../db/store';
import type { Fitting } from './item-filter';
import { item } from './tables';

/** Up to here a count is exact; beyond, nobody reads it to the last digit, and every page would have to count it. */
export const EXACT = 10_000;

/** How many items fit: exact up to ten thousand, and whether there are more. */
export async function countItems(
  q: Query,
  { fits, all }: Fitting['counted']
): Promise<{ total: number; atLeast: boolean }> {
  const { n } = await q.get<{ n: number }>(
    sql`select count(*) as n from (select 1 from ${item} where ${fits} limit ${EXACT + 1}) as some`
  );
  return { total: Math.min(n, EXACT), atLeast: n > EXACT || !all };
}
