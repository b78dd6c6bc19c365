import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { byOf, changedSince } from './act-on-item';
import { applyAct } from './apply-act';
import { countingOf } from './counting';
import { createItem } from './create-item';
import type { Hearing } from './hearing';
import type { ItemRow } from './standing';
import { findItem } from './visible';

export interface Splitting {
  itemId: string;
  /** What the new item is about. */
  title: string;
  detail: string;
  /** Why it is a matter of its own. */
  reason: string;
  version?: number;
}

const LONGEST_TITLE = 200;

/**
 * Makes a matter that stood within an item one of its own: a new item with a number of its own, from the same place and voice,
 * whose limit runs from now. Returns the new item.
 */
export async function splitItem(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  caller: Caller,
  { itemId, title, detail, reason, version }: Splitting
): Promise<ItemRow | Refusal> {
  const at = s.now().toISOString();
  const named = title.trim().replace(/\s+/g, ' ').slice(0, LONGEST_TITLE);
  if (!named) return { refused: 'input/invalid', fields: { title: 'field/missing' } };
  return await s.store.tx(async (q): Promise<ItemRow | Refusal> => {
    const row = await findItem(q, caller, itemId);
    if (refused(row)) return row;
    const changed = await changedSince(q, row, version);
    if (changed) return changed;
    const counting = await countingOf(q, caller.communityId, at);
    const by = byOf(caller);
    const otherId = crypto.randomUUID();
    const told = await applyAct(q, s.hearers, row, {
      act: 'split',
      input: { otherId, reason },
      by,
      at,
      also: { title: named }
    });
    if (refused(told)) return told;
    const { communityId, category, tier, gridId, venueId, channel, raisedBy, supporters, withheld } = row;
    return await createItem(q, s.hearers, {
      communityId,
      id: otherId,
      title: named,
      detail: detail.trim(),
      category,
      tier: tier as 'simple',
      state: 'open',
      answer: '',
      ownerId: null,
      dueOn: null,
      gridId,
      venueId,
      origin: null,
      channel: channel as 'meeting',
      raisedBy,
      supporters,
      late: false,
      withheld,
      madeFrom: null,
      splitFrom: row.id,
      counting,
      at,
      year: Number(counting.today.slice(0, 4)),
      by
    });
  });
}
