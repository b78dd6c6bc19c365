import { eq } from 'drizzle-orm';
import type { Query } from '../db/store';
import { reindexItems, type ItemPlace } from '../ledger';
import { reindexDiary, type DiaryPlace } from '../meetings';
import type { Ground } from '../ground';
import { searchIndex } from './tables';

/** Of the way of indexing. Raise it with every change of what the indexes are given: all rows are then indexed anew. */
export const VERSION = 2;
/** So many rows a transaction: between two of them the server works on. */
const BATCH = 100;

type Place = readonly string[];
const INDEXES: Readonly<Record<string, (q: Query, after: Place | null, count: number) => Promise<Place | null>>> = {
  items: (q, after, count) => reindexItems(q, after as ItemPlace | null, count),
  diary: (q, after, count) => reindexDiary(q, after as DiaryPlace | null, count)
};

/**
 * Indexes anew what was indexed in an older way, batch by batch, and goes on where a stop broke it off. What is written
 * meanwhile is indexed as it is written. Returns how many batches it took.
 */
export async function indexAnew(s: Pick<Ground, 'store'>, goesOn: () => boolean = () => true): Promise<number> {
  let batches = 0;
  for (const [name, reindex] of Object.entries(INDEXES)) {
    for (let left = true; left && goesOn(); batches++) {
      left = await s.store.tx(async (q) => {
        const at = await q.select().from(searchIndex).where(eq(searchIndex.name, name)).get();
        const begun = at?.version === VERSION;
        if (begun && at.after === null) return false;
        const place = await reindex(q, begun ? (JSON.parse(at.after!) as Place) : null, BATCH);
        const row = { name, version: VERSION, after: place && JSON.stringify(place) };
        await q.insert(searchIndex).values(row).onConflictDoUpdate({ target: searchIndex.name, set: row }).run();
        return place !== null;
      });
      // Others' requests come first.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return batches;
}

/** Does so in the background from the start on; gives what stops it. */
export function startIndexing(s: Pick<Ground, 'store' | 'log'>): () => Promise<void> {
  let going = true;
  const running = indexAnew(s, () => going).catch((error: unknown) =>
    s.log.error({ err: error }, 'search reindex failed')
  );
  return async () => {
    going = false;
    await running;
  };
}
