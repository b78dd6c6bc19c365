import { eq } from 'drizzle-orm';
import { CHINA_2026, NOTICE_2026 } from '$lib/domain/calendar/china-2026';
import { community } from '../community/tables';
import type { Query } from '../db/store';
import type { Ground } from '../ground';
import { calendarImport } from './tables';

const SHIPPED = [{ ...CHINA_2026, source: NOTICE_2026 }];

/**
 * Returns a community the years that come with the product where it has never brought one in itself (rule I6); inside the
 * caller's transaction. Returns the years given.
 */
export async function giveShippedYears(q: Query, communityId: string, at: string): Promise<number[]> {
  const input: number[] = [];
  for (const { year, days, source } of SHIPPED) {
    const row = { communityId, year, seq: 1, days: [...days], source, importedBy: null, importedAt: at };
    const fresh = await q
      .insert(calendarImport)
      .values(row)
      .onConflictDoNothing()
      .returning({ year: calendarImport.year })
      .all();
    if (fresh.length) input.push(year);
  }
  return input;
}

/** The same for every community there is, when the server starts: those that were made before a year was shipped get it too. */
export async function giveShippedYearsToAll(
  s: Pick<Ground, 'store' | 'now'>
): Promise<{ communityId: string; years: number[] }[]> {
  const at = s.now().toISOString();
  return await s.store.tx(async (q) => {
    const all = await q.select({ id: community.id }).from(community).where(eq(community.id, community.id)).all();
    const input = [];
    for (const { id } of all) input.push({ communityId: id, years: await giveShippedYears(q, id, at) });
    return input.filter(({ years }) => years.length);
  });
}
