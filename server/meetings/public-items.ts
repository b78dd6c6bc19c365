import { and, eq, ne, or, type SQL } from 'drizzle-orm';
import { item } from '../ledger/tables';
import { cameOfIssue } from './item-origin';

/**
 * What of the ledger everybody may know of: what came of a meeting, and of no dispute that is kept among neighbours. It is what
 * meetings report back before everybody's eyes; for the WHERE of a query over `item` of one community.
 */
export function publicItems(): SQL {
  return and(eq(item.withheld, false), or(eq(item.channel, 'meeting'), cameOfIssue), ne(item.state, 'withdrawn'))!;
}
