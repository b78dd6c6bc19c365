import { inArray, sql, type SQL } from 'drizzle-orm';
import type { Condition } from '$lib/domain/reports/condition';
import { item } from '../ledger/tables';

/**
 * A condition of the metric book as SQL about a row of `item`; true or false, never null, so that its opposite is what the book means
 * by it.
 * @param today YYYY-MM-DD
 */
export function sqlOf(condition: Condition, today: string): SQL {
  if ('state' in condition) return inArray(item.state, [...condition.state]);
  if ('not' in condition) return sql`not (${sqlOf(condition.not, today)})`;
  if ('all' in condition)
    return sql`(${sql.join(
      condition.all.map((one) => sqlOf(one, today)),
      sql` and `
    )})`;
  if ('over' in condition) {
    const day = item[condition.over];
    return sql`(${day} is not null and ${day} < ${today})`;
  }
  const [one, other] = condition.upTo.map((field) => item[field]);
  return sql`(${one} is not null and ${other} is not null and ${one} <= ${other})`;
}
