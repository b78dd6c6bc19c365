import { and, desc, eq } from 'drizzle-orm';
import { justChased } from '$lib/domain/ledger/chasing';
import type { ActInput } from '$lib/domain/ledger/item-state';
import { MOST_PHOTOS, unaskedInput, type PlainAct } from '$lib/domain/ledger/acts';
import { refused, type Refusal } from '$lib/domain/refusal';
import { actsTold, tellAct } from '$lib/words/acts';
import { inLocale, LOCALES } from '$lib/words/dictionary';
import { findParty } from '../community';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { applyAct, type Applied, type By, type Doing } from './apply-act';
import type { Hearing } from './hearing';
import { photosWait, tiePhotos } from './item-photos';
import { findItem } from './visible';
import type { ItemRow } from './standing';
import { itemEvent } from './tables';

export interface Acting {
  itemId: string;
  act: PlainAct;
  input: ActInput;
  /** The item's version that the person saw; where it has moved on the act is refused with who changed what. */
  version?: number;
  /** Pictures that this person kept for this act (`keepItemPhoto`). */
  photos?: readonly string[];
}

/** Who somebody is to the ledger. */
export function byOf({ accountId: id, name, role, partyId }: Caller): By {
  return { id, name, role, partyId };
}

/**
 * Does one act to one item. Refuses what the table refuses, `input/invalid` where it is given what the act does not ask for,
 * `item/absent` where the caller may not see it, `item/changed` where somebody was faster, `party/absent` where an owner or
 * partner is none of this community, `item/just-chased` where it was chased a moment ago, `photo/absent` where a picture is none that he kept for this item.
 */
export async function actOnItem(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  caller: Caller,
  { itemId, act, input, version, photos = [] }: Acting
): Promise<Applied | Refusal> {
  // A picture may go with whatever is done, as a link's page offers it, but no album.
  const unasked = unaskedInput(act, input);
  if (photos.length > MOST_PHOTOS) unasked.push('photos');
  if (unasked.length)
    return { refused: 'input/invalid', fields: Object.fromEntries(unasked.map((key) => [key, 'field/unfit'])) };
  const at = s.now().toISOString();
  return await s.store.tx(async (q): Promise<Applied | Refusal> => {
    const row = await findItem(q, caller, itemId);
    if (refused(row)) return row;
    const changed = await changedSince(q, row, version);
    if (changed) return changed;
    const stranger = await unknownParty(q, caller.communityId, input);
    if (stranger) return stranger;
    const before = act === 'chase' ? await chasedBefore(q, row, input.reason, at) : null;
    if (before) return before;
    const by = byOf(caller);
    const doing: Doing = { act, input, by, at, ...(photos.length ? { also: { photos } } : {}) };
    const owned = { communityId: row.communityId, itemId, by: by.id };
    if (photos.length && !(await photosWait(q, owned, photos))) return { refused: 'photo/absent' };
    const done = await applyAct(q, s.hearers, row, doing);
    if (refused(done)) return done;
    if (photos.length) await tiePhotos(q, owned, act, photos);
    return done;
  });
}

/** Whether an item has moved on since somebody looked; says who did what to it last. */
export async function changedSince(q: Query, row: ItemRow, version: number | undefined): Promise<Refusal | null> {
  if (version === undefined || version === row.version) return null;
  const last = await q
    .select({ who: itemEvent.actorName, act: itemEvent.act })
    .from(itemEvent)
    .where(and(eq(itemEvent.communityId, row.communityId), eq(itemEvent.itemId, row.id)))
    .orderBy(desc(itemEvent.seq))
    .limit(1)
    .get();
  if (!last) return { refused: 'item/changed' };
  const [what, whatEn] = LOCALES.map((locale) => tellAct(inLocale(actsTold, locale), last.act));
  return { refused: 'item/changed', with: { who: last.who, what: what!, whatEn: whatEn! } };
}

/** Who has just chased an item, where another chase would have to say why; null where it may be chased (rule K6). */
export async function chasedBefore(
  q: Query,
  row: ItemRow,
  reason: string | undefined,
  at: string
): Promise<Refusal | null> {
  if (!justChased(row, reason, at)) return null;
  const last = await q
    .select({ who: itemEvent.actorName })
    .from(itemEvent)
    .where(and(eq(itemEvent.communityId, row.communityId), eq(itemEvent.itemId, row.id), eq(itemEvent.act, 'chase')))
    .orderBy(desc(itemEvent.seq))
    .limit(1)
    .get();
  return { refused: 'item/just-chased', with: { who: last?.who ?? '' } };
}

/** Owners and partners must be active parties of the community. */
async function unknownParty(q: Query, communityId: string, input: ActInput): Promise<Refusal | null> {
  const partners = (input.partners ?? []).map(({ partyId }) => partyId);
  for (const id of [input.ownerId, ...partners]) {
    if (id == null) continue;
    if (!(await findParty(q, communityId, id))?.active) return { refused: 'party/absent' };
  }
  return null;
}
