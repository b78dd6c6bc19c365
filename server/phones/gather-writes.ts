import { sql } from 'drizzle-orm';
import type { Query, Store } from '../db/store';

/** Writes as `store.tx` does, several in one transaction. */
export type GatherWrites = <T>(work: (q: Query) => Promise<T>) => Promise<T>;

interface Waiting {
  run(q: Query): Promise<void>;
  settle(): void;
  fail(error: unknown): void;
}

/** Long enough for the votes of a whole meeting to come together, too short for a person to notice. */
const GATHER_MS = 25;
/** As many as are written before somebody else has a turn. */
const MOST_AT_ONCE = 100;

/**
 * One commit to the disk for all that comes within a moment: three hundred phones that vote at once would otherwise hold the
 * tablets up for as many commits. Each work has a savepoint, so that one that fails costs nobody else's.
 */
export function gatherWrites(store: Pick<Store, 'tx'>): GatherWrites {
  const waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | null = null;

  async function commit(): Promise<void> {
    timer = null;
    const batch = waiting.splice(0, MOST_AT_ONCE);
    if (waiting.length) timer = setTimeout(() => void commit(), GATHER_MS);
    try {
      await store.tx(async (q) => {
        for (const work of batch) await work.run(q);
      });
      batch.forEach((work) => work.settle());
    } catch (error) {
      batch.forEach((work) => work.fail(error));
    }
  }

  return <T>(work: (q: Query) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      let result: { value: T } | { error: unknown };
      waiting.push({
        async run(q) {
          await q.run(sql.raw('SAVEPOINT phone'));
          try {
            result = { value: await work(q) };
          } catch (error) {
            await q.run(sql.raw('ROLLBACK TO phone'));
            result = { error };
          }
          await q.run(sql.raw('RELEASE phone'));
        },
        settle: () => ('value' in result ? resolve(result.value) : reject(result.error as Error)),
        fail: reject
      });
      timer ??= setTimeout(() => void commit(), GATHER_MS);
    });
}
