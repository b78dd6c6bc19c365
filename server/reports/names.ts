import { and, eq } from 'drizzle-orm';
import type { Dimension } from '$lib/domain/reports/metrics';
import { grid, party, venue } from '../community/tables';
import type { Query } from '../db/store';

/** The tables that name units; kinds and channels are words. */
const TABLES = { grid, venue, owner: party } as const;

/** Names by id: of grids, places, and all who ever owned a promise. */
export async function unitNames(q: Query, communityId: string): Promise<ReadonlyMap<string, string>> {
  const rows = [];
  for (const table of Object.values(TABLES))
    rows.push(
      ...(await q
        .select({ id: table.id, name: table.name })
        .from(table)
        .where(eq(table.communityId, communityId))
        .all())
    );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What one unit is called; null where no table names it. */
export async function nameOfUnit(
  q: Query,
  communityId: string,
  { by, of }: { by: Dimension; of: string }
): Promise<string | null> {
  if (by === 'category' || by === 'channel') return null;
  const table = TABLES[by];
  const row = await q
    .select({ name: table.name })
    .from(table)
    .where(and(eq(table.communityId, communityId), eq(table.id, of)))
    .get();
  return row?.name ?? null;
}
