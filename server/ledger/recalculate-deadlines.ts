import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { recalculated } from '$lib/domain/ledger/clock';
import { LIVE } from '$lib/domain/ledger/state';
import { refused } from '$lib/domain/refusal';
import type { Ground } from '../ground';
import { applyAct, SYSTEM } from './apply-act';
import { countingFor, countingOf } from './counting';
import type { Hearing } from './hearing';
import { partsOf, standingOf } from './standing';
import { item } from './tables';

/** One transaction takes so many, so that nobody waits long behind it. */
const BATCH = 200;

/**
 * Counts the deadlines of a community again that were counted in working days, after the holidays of a year were announced or the
 * limits changed; what comes out otherwise is an act in the item's history. Returns how many moved. Stopped halfway it can be
 * run again: what has been moved does not move twice.
 */
export async function recalculateDeadlines(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  communityId: string
): Promise<number> {
  const at = s.now().toISOString();
  let moved = 0;
  for (let last: string | null = ''; last !== null;) {
    last = await s.store.tx(async (q): Promise<string | null> => {
      const counting = await countingOf(q, communityId, at);
      const rows = await q
        .select()
        .from(item)
        .where(and(eq(item.communityId, communityId), inArray(item.state, [...LIVE]), gt(item.id, last!)))
        .orderBy(asc(item.id))
        .limit(BATCH)
        .all();
      for (const row of rows) {
        const standing = standingOf(row, await partsOf(q, communityId, row.id));
        const input = recalculated(standing, countingFor(counting, row));
        if (!input) continue;
        const done = await applyAct(q, s.hearers, row, { act: 'recalculate', input, by: SYSTEM, at, counting });
        if (refused(done)) throw new Error(`item ${row.number} could not be counted again: ${done.refused}`);
        moved++;
      }
      return rows.length === BATCH ? rows.at(-1)!.id : null;
    });
  }
  return moved;
}
