import { CATEGORIES, TIERS } from '$lib/domain/ledger/category';
import { refused, type Refusal, type RefusalKey } from '$lib/domain/refusal';
import { findVenue } from '../community';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { byOf, changedSince } from './act-on-item';
import { applyAct, type Applied } from './apply-act';
import type { Hearing } from './hearing';
import type { ItemRow } from './standing';
import { findItem } from './visible';

/** What of an item may be put otherwise; left out: it stays. */
export interface Amendment {
  title?: string;
  detail?: string;
  category?: string;
  tier?: string;
  venueId?: string | null;
}

const LONGEST = { title: 200, detail: 4000 };

/**
 * Puts an item's words, kind or place otherwise; the history keeps what stood there before. Another tier has another limit,
 * counted from the same day. Where nothing differs nothing is written.
 */
export async function amendItem(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  caller: Caller,
  { itemId, version, ...options }: Amendment & { itemId: string; version?: number }
): Promise<Applied | Refusal | null> {
  const at = s.now().toISOString();
  return await s.store.tx(async (q): Promise<Applied | Refusal | null> => {
    const row = await findItem(q, caller, itemId);
    if (refused(row)) return row;
    const changed = await changedSince(q, row, version);
    if (changed) return changed;
    const set = await judged(q, row, options);
    if (refused(set)) return set;
    if (!Object.keys(set).length) return null;
    return await applyAct(q, s.hearers, row, {
      act: 'amend',
      input: {},
      by: byOf(caller),
      at,
      set,
      also: { changed: from(row, set) }
    });
  });
}

/** Each field with what stood there and what stands there now. */
function from(row: ItemRow, set: Partial<ItemRow>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(set).map(([field, value]) => [field, { from: row[field as keyof ItemRow], to: value }])
  );
}

/** What of the amendment differs and fits. */
async function judged(q: Query, row: ItemRow, input: Amendment): Promise<Partial<ItemRow> | Refusal> {
  const fields: Record<string, RefusalKey> = {};
  const next: Partial<ItemRow> = {};
  if (input.title !== undefined) next.title = input.title.trim().replace(/\s+/g, ' ');
  if (input.detail !== undefined) next.detail = input.detail.trim();
  if (input.category !== undefined) next.category = input.category;
  if (input.tier !== undefined) next.tier = input.tier;
  if (next.title === '') fields.title = 'field/missing';
  for (const field of ['title', 'detail'] as const)
    if ((next[field]?.length ?? 0) > LONGEST[field]) fields[field] = 'field/too-long';
  // A newer tablet's own kind may stay; only one of ours may be chosen.
  const known: readonly string[] = CATEGORIES;
  if (next.category !== undefined && next.category !== row.category && !known.includes(next.category))
    fields.category = 'field/unfit';
  if (next.tier !== undefined && !(TIERS as readonly string[]).includes(next.tier)) fields.tier = 'field/unfit';
  if (input.venueId !== undefined && input.venueId !== row.venueId) {
    const place = input.venueId ? await findVenue(q, row.communityId, input.venueId) : { id: null, gridId: null };
    if (place) Object.assign(next, { venueId: place.id, gridId: place.gridId });
    else fields.venueId = 'field/unfit';
  }
  if (Object.keys(fields).length) return { refused: 'input/invalid', fields };
  return Object.fromEntries(Object.entries(next).filter(([field, value]) => row[field as keyof ItemRow] !== value));
}
