import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { refused, type Refusal } from '$lib/domain/refusal';
import { DEFAULT_LOCALE, inLocale } from '$lib/words/dictionary';
import { imports as words } from '$lib/words/imports';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import { applyAct, byOf, UNHEARD } from '../ledger';
import { item } from '../ledger/tables';
import type { Ground } from '../ground';
import { lastSeq, standingOf, withoutStanding } from './bring-in-row';
import { findImport, here } from './find-import';
import { ledgerImport, ledgerImportRow } from './tables';

/** One transaction takes rows for so long: it holds the writer, and the process. */
const ROOM_MS = 30;
const MOST = 50;

type Done = typeof ledgerImportRow.$inferSelect;

/** Begins to take an import back, or goes on with it. */
export async function planUndo(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  id: string
): Promise<{ begun: true } | Refusal> {
  return await s.store.tx(async (q): Promise<{ begun: true } | Refusal> => {
    const found = await findImport(s, caller, id, q);
    if (refused(found)) return found;
    if (!['done', 'stopped', 'undo-stopped'].includes(found.status)) return { refused: 'import/not-now' };
    await q.update(ledgerImport).set({ status: 'undoing' }).where(here(caller.communityId, id)).run();
    return { begun: true };
  });
}

/**
 * Takes the next rows back in one transaction: new items are withdrawn, amended ones amended back; what somebody has touched
 * since stays and is noted. Returns whether any are left.
 */
export async function undoSome(s: Pick<Ground, 'store' | 'now'>, caller: Caller, id: string): Promise<boolean> {
  const { communityId } = caller;
  return await s.store.tx(async (q) => {
    const found = await findImport(s, caller, id, q);
    if (refused(found)) throw new Error(found.refused);
    const rows = await q
      .select()
      .from(ledgerImportRow)
      .where(
        and(
          eq(ledgerImportRow.communityId, communityId),
          eq(ledgerImportRow.importId, id),
          inArray(ledgerImportRow.outcome, ['created', 'amended']),
          isNull(ledgerImportRow.undo)
        )
      )
      .orderBy(asc(ledgerImportRow.row))
      .limit(MOST)
      .all();
    const counts = { ...found.counts };
    const until = performance.now() + ROOM_MS;
    let taken = 0;
    for (const row of rows) {
      if (taken > 0 && performance.now() > until) break;
      taken++;
      const undo = (await takeBack(q, caller, row, s.now().toISOString())) ? 'undone' : 'kept';
      counts[undo]++;
      await q
        .update(ledgerImportRow)
        .set({ undo })
        .where(
          and(
            eq(ledgerImportRow.communityId, communityId),
            eq(ledgerImportRow.importId, id),
            eq(ledgerImportRow.row, row.row)
          )
        )
        .run();
    }
    await q.update(ledgerImport).set({ counts }).where(here(communityId, id)).run();
    return taken < rows.length || rows.length === MOST;
  });
}

/** Takes one row's item back; false where somebody has touched it since. */
async function takeBack(q: Query, caller: Caller, brought: Done, at: string): Promise<boolean> {
  const { communityId } = caller;
  const scope = and(eq(item.communityId, communityId), eq(item.id, brought.itemId));
  const row = await q.select().from(item).where(scope).get();
  if (!row || row.version !== brought.version) return false;
  if ((await lastSeq(q, communityId, row.id)) !== brought.seq) return false;
  const { reasonUndo } = inLocale(words, DEFAULT_LOCALE);
  const before = brought.before as Partial<typeof row> | null;
  const done = await applyAct(q, UNHEARD, row, {
    act: before ? 'amend' : 'withdraw-import',
    input: { ...(before ? standingOf(before) : {}), reason: reasonUndo, importId: brought.importId },
    by: byOf(caller),
    at,
    set: before ? withoutStanding(before) : {}
  });
  if (refused(done)) return false;
  if (before) await asBefore(q, brought, done.row.version);
  return true;
}

/**
 * The item says again what it said before the amendment: for the import that had left it there, nobody has touched it. The one
 * that is taken back itself is marked by its caller.
 */
async function asBefore(q: Query, { communityId, itemId, version }: Done, now: number): Promise<void> {
  const seq = await lastSeq(q, communityId, itemId);
  await q
    .update(ledgerImportRow)
    .set({ version: now, seq })
    .where(
      and(
        eq(ledgerImportRow.communityId, communityId),
        eq(ledgerImportRow.itemId, itemId),
        eq(ledgerImportRow.version, version - 1),
        isNull(ledgerImportRow.undo)
      )
    )
    .run();
}
