import { sql } from 'drizzle-orm';
import type { Query } from '../db/store';
import type { Fitting } from './item-filter';
import { item } from './tables';

/** How many items fit: exact up to a bound, and whether there are more. */
export async function countItems(
  q: Query,
  { fits, all, upTo }: Fitting['counted']
): Promise<{ total: number; atLeast: boolean }> {
  const { n } = await q.get<{ n: number }>(
    sql`select count(*) as n from (select 1 from ${item} where ${fits} limit ${upTo + 1}) as counted`
  );
  return { total: Math.min(n, upTo), atLeast: n > upTo || !all };
}
