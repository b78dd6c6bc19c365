import { LIVE, type State } from '$lib/domain/ledger/state';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { byOf, changedSince } from './act-on-item';
import { applyAct, type Applied } from './apply-act';
import type { Hearing } from './hearing';
import { findItem } from './visible';

export interface Merging {
  itemId: string;
  intoId: string;
  version?: number;
}

/** Thrown to undo a transaction whose second half is refused. */
class Halfway extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused);
  }
}

/**
 * Puts one item into another, which answers both from now on. The one that goes keeps its number, its voice and its history: who
 * asks for it is led to the other. Refuses `item/no-target` where the other has ended or is the same.
 */
export async function mergeItems(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  caller: Caller,
  { itemId, intoId, version }: Merging
): Promise<Applied | Refusal> {
  const at = s.now().toISOString();
  return await bothOrNone(s, async (q) => {
    const row = await findItem(q, caller, itemId);
    if (refused(row)) return row;
    const changed = await changedSince(q, row, version);
    if (changed) return changed;
    const into = await findItem(q, caller, intoId);
    if (refused(into) || itemId === intoId || !LIVE.includes(into.state as State)) return { refused: 'item/no-target' };
    const by = byOf(caller);
    const merged = await applyAct(q, s.hearers, row, {
      act: 'merge',
      input: { intoId },
      by,
      at,
      also: { number: into.number }
    });
    if (refused(merged)) return merged;
    const told = await applyAct(q, s.hearers, into, {
      act: 'merge-from',
      input: { otherId: itemId },
      by,
      at,
      also: { number: row.number, title: row.title }
    });
    if (refused(told)) throw new Halfway(told);
    return merged;
  });
}

/** Takes an item out of the one it was put into: it is open again, and its own clock has run on. */
export async function unmergeItem(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  caller: Caller,
  { itemId, reason, version }: { itemId: string; reason: string; version?: number }
): Promise<Applied | Refusal> {
  const at = s.now().toISOString();
  return await bothOrNone(s, async (q) => {
    const row = await findItem(q, caller, itemId);
    if (refused(row)) return row;
    const changed = await changedSince(q, row, version);
    if (changed) return changed;
    const by = byOf(caller);
    const out = await applyAct(q, s.hearers, row, { act: 'unmerge', input: { reason }, by, at });
    if (refused(out) || !row.mergedInto) return out;
    const from = await findItem(q, caller, row.mergedInto);
    // The other may have ended meanwhile: then its history has nothing to add.
    if (!refused(from) && LIVE.includes(from.state as State)) {
      const told = await applyAct(q, s.hearers, from, {
        act: 'split',
        input: { otherId: itemId, reason },
        by,
        at,
        also: { number: row.number, title: row.title }
      });
      if (refused(told)) throw new Halfway(told);
    }
    return out;
  });
}

/** Runs in one transaction; a refusal thrown as `Halfway` undoes what was written before it. */
export async function bothOrNone<T>(
  s: Pick<Ground, 'store'>,
  work: Parameters<typeof s.store.tx<T | Refusal>>[0]
): Promise<T | Refusal> {
  try {
    return await s.store.tx(work);
  } catch (error) {
    if (error instanceof Halfway) return error.refusal;
    throw error;
  }
}
