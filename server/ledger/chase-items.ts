import { chasedNow } from '$lib/domain/ledger/chasing';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { byOf, chasedBefore } from './act-on-item';
import { applyAct } from './apply-act';
import type { ActHearers, Hearing } from './hearing';
import { partsOf, standingOf, type ItemRow } from './standing';
import { aboutItem, toOf, type Tell } from './tell';
import { findItem } from './visible';

/** So many lines of a table can be chosen at a time. */
export const MOST_CHASED = 200;

export interface ChaseResult {
  id: string;
  /** Null where the caller may not see it. */
  number: string | null;
  /** Null: chased. */
  refusal: Refusal | null;
}

/**
 * Chases many items at once; each is judged by itself, and one that is refused leaves the others be. Who owes something hears
 * of it in the same transaction. Refuses as a whole where nothing or too much was chosen.
 */
export async function chaseItems(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  caller: Caller,
  ids: readonly string[],
  { reason = '' }: { reason?: string } = {}
): Promise<ChaseResult[] | Refusal> {
  const chosen = [...new Set(ids)];
  if (!chosen.length) return { refused: 'input/invalid', fields: { ids: 'field/missing' } };
  if (chosen.length > MOST_CHASED) return { refused: 'input/invalid', fields: { ids: 'field/too-long' } };
  const at = s.now().toISOString();
  return await s.store.tx(async (q) => {
    const results: ChaseResult[] = [];
    for (const id of chosen) {
      const row = await findItem(q, caller, id);
      if (refused(row)) results.push({ id, number: null, refusal: row });
      else results.push({ id, number: row.number, refusal: await chase(q, s.hearers, caller, row, { reason, at }) });
    }
    return results;
  });
}

async function chase(
  q: Query,
  hearers: ActHearers,
  caller: Caller,
  row: ItemRow,
  { reason, at }: { reason: string; at: string }
): Promise<Refusal | null> {
  const before = await chasedBefore(q, row, reason, at);
  if (before) return before;
  const done = await applyAct(q, hearers, row, { act: 'chase', input: { reason }, by: byOf(caller), at });
  return refused(done) ? done : null;
}

/** Tells whoever owes something of an item that he is chased; inside the caller's transaction. */
export async function tellChased(
  q: Query,
  row: ItemRow,
  { reason, at, who, by, tell }: { reason: string; at: string; who: string; by: string; tell: Tell }
): Promise<void> {
  const { communityId, id } = row;
  const about = aboutItem(row);
  const values = { ...about.values, who, ...(row.deadlineOn && { dueOn: row.deadlineOn }), ...(reason && { reason }) };
  for (const to of chasedNow(standingOf(row, await partsOf(q, communityId, id))))
    for (const one of await toOf(q, communityId, to))
      await tell(q, { ...about, values, to: one, kind: 'chased', at, by });
}
