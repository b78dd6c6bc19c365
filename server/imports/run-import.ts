import { and, eq } from 'drizzle-orm';
import type { Counts } from '$lib/domain/import/view';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { countingOf } from '../ledger';
import type { Ground } from '../ground';
import { amendItem, makeItem, type Bringing } from './bring-in-row';
import { findImport, here, type ImportRow } from './find-import';
import { reviewRows, type Review } from './review-rows';
import { ledgerImport, ledgerImportRow } from './tables';

/** One transaction takes rows for so long: it holds the writer, and the process. */
const ROOM_MS = 30;
const MOST = 50;

/** One piece of work of an import: what is left of its rows. */
export interface Work {
  fresh: Review['fresh'];
  changed: Review['changed'];
  counts: Counts;
  timeZone: string;
  gridOf: Map<string, string | null>;
}

/**
 * Begins an import, or goes on with one that did not finish: judges its rows once more and notes how many there are to do.
 * @param seen the revision that the person looked at
 */
export async function planImport(
  s: Pick<Ground, 'store' | 'config' | 'now'>,
  caller: Caller,
  id: string,
  seen: number
): Promise<Work | Refusal> {
  const found = await findImport(s, caller, id);
  if (refused(found)) return found;
  const goesOn = found.status === 'stopped';
  if (!goesOn && found.status !== 'draft') return { refused: 'import/not-now' };
  if (!goesOn && (found.revision !== seen || !found.choices.looked)) return { refused: 'import/changed' };
  const review = await reviewRows(s, caller, found);
  if (refused(review)) return review;
  const done = await rowsDone(s, found);
  const fresh = review.fresh.filter(({ row }) => !done.has(row));
  const { amend } = found.choices;
  const changed = review.changed.filter(
    ({ judged: { row }, locked }) => !locked && !done.has(row) && Object.hasOwn(amend, String(row))
  );
  // The version that was looked at: a later one is somebody else's work, and is left.
  for (const one of changed) one.item.version = amend[String(one.judged.row)]!;
  const counts = { ...found.counts, planned: done.size + fresh.length + changed.length };
  const startedAt = found.startedAt ?? s.now().toISOString();
  const began = await s.store.tx(async (q) => {
    const now = await findImport(s, caller, id, q);
    // Pressed twice, it begins once.
    if (refused(now) || now.status !== found.status || now.revision !== found.revision) return false;
    await q
      .update(ledgerImport)
      .set({ status: 'importing', counts, startedAt })
      .where(here(caller.communityId, id))
      .run();
    return true;
  });
  if (!began) return { refused: 'import/changed' };
  const gridOf = new Map(review.venues.map((venue) => [venue.id, venue.gridId]));
  return { fresh, changed, counts, timeZone: review.timeZone, gridOf };
}

/** Does the next rows in one transaction, with the count of them; gives whether any are left. */
export async function importSome(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  id: string,
  work: Work
): Promise<boolean> {
  const counts = { ...work.counts };
  const [fresh, changed] = await s.store.tx(async (q) => {
    const at = s.now().toISOString();
    const counting = await countingOf(q, caller.communityId, at);
    const bringing: Bringing = {
      caller,
      counting,
      importId: id,
      timeZone: work.timeZone,
      gridOf: work.gridOf,
      at,
      numbers: new Map()
    };
    const until = performance.now() + ROOM_MS;
    const room = (done: number) => done === 0 || (done < MOST && performance.now() < until);
    let [made, amended] = [0, 0];
    while (made < work.fresh.length && room(made)) await makeItem(q, bringing, work.fresh[made++]!);
    while (amended < work.changed.length && room(made + amended)) {
      const one = work.changed[amended++]!;
      counts[await amendItem(q, bringing, one.judged, one)]++;
    }
    counts.created += made;
    await q.update(ledgerImport).set({ counts }).where(here(caller.communityId, id)).run();
    return [made, amended];
  });
  // Only what is committed is done.
  work.fresh.splice(0, fresh);
  work.changed.splice(0, changed);
  work.counts = counts;
  return work.fresh.length + work.changed.length > 0;
}

async function rowsDone(s: Pick<Ground, 'store'>, { communityId, id }: ImportRow): Promise<Set<number>> {
  const rows = await s.store.q
    .select({ row: ledgerImportRow.row })
    .from(ledgerImportRow)
    .where(and(eq(ledgerImportRow.communityId, communityId), eq(ledgerImportRow.importId, id)))
    .all();
  return new Set(rows.map(({ row }) => row));
}
