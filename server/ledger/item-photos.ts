import { and, desc, eq } from 'drizzle-orm';
import { refused, type Refusal } from '$lib/domain/refusal';
import {
  attachedTo,
  keepPicture,
  looseAmong,
  readAttachment,
  tieAttachments,
  type Asking,
  type AttachedFile,
  type Attachments
} from '../attachments';
import type { Query } from '../db/store';
import type { Ground } from '../ground';
import type { Caller } from '../identity';
import { ITEM_OWNER } from './item-attachments';
import { itemEvent } from './tables';
import { findItem } from './visible';

export const PHOTO_PHASES = ['before', 'during', 'after'] as const;
export type PhotoPhase = (typeof PHOTO_PHASES)[number];

export interface ItemPhoto {
  id: string;
  /** The act it was sent with. */
  eventSeq: number;
  /** Account, or `link:<id>` where it came over a party's link. */
  by: string;
  takenAt: string;
  /** Before, during or after the work. */
  phase: PhotoPhase;
  width: number;
  height: number;
}

interface Sender {
  communityId: string;
  itemId: string;
  by: string;
}

function ofItem(communityId: string, itemId: string) {
  return { communityId, ownerKind: ITEM_OWNER, ownerId: itemId };
}

/**
 * Keeps a picture that came in one piece for an item, made anew like every other; to be named in the act that it goes with
 * (`actOnItem`, `photos`), in whose absence it is swept away. Refuses what the caller may not see, what is no picture, and
 * what has no room.
 */
export async function keepItemPhoto(
  s: Pick<Ground, 'store' | 'now'> & { attachments: Attachments },
  caller: Asking & Pick<Caller, 'accountId'>,
  { itemId, phase, bytes }: { itemId: string; phase: PhotoPhase; bytes: Buffer }
): Promise<{ id: string } | Refusal> {
  const row = await findItem(s.store.q, caller, itemId);
  if (refused(row)) return row;
  return await keepPicture(s, { ...ofItem(caller.communityId, itemId), bytes, by: caller.accountId, about: { phase } });
}

/**
 * Ties pictures to the last act of their item; inside the transaction of that act. Only what the same person kept for this
 * item and has not used yet: an id of somebody else's picture is as absent as one that is not there.
 */
export async function tiePhotos(
  q: Query,
  { communityId, itemId, by }: Sender,
  act: string,
  photos: readonly string[]
): Promise<void> {
  const event = await q
    .select({ seq: itemEvent.seq })
    .from(itemEvent)
    .where(and(eq(itemEvent.communityId, communityId), eq(itemEvent.itemId, itemId), eq(itemEvent.act, act)))
    .orderBy(desc(itemEvent.seq))
    .limit(1)
    .get();
  await tieAttachments(q, { ...ofItem(communityId, itemId), by }, photos, String(event!.seq));
}

/** Whether all of them wait for an act of this person on this item. */
export async function photosWait(
  q: Query,
  { communityId, itemId, by }: Sender,
  photos: readonly string[]
): Promise<boolean> {
  const loose = await looseAmong(q, { ...ofItem(communityId, itemId), by }, photos);
  return loose.length === new Set(photos).size;
}

/** Those of these pictures that this person kept for the item and that no act has used yet. */
export async function waitingPhotos(
  s: Pick<Ground, 'store'>,
  { communityId, accountId: by }: Pick<Caller, 'communityId' | 'accountId'>,
  itemId: string,
  ids: readonly string[]
): Promise<string[]> {
  return await looseAmong(s.store.q, { ...ofItem(communityId, itemId), by }, ids);
}

/** The pictures of an item's acts, the oldest first; what the caller may see of the item is the query's before. */
export async function photosOfItem(
  q: Query,
  communityId: string,
  itemId: string,
  from?: { by: readonly string[] }
): Promise<ItemPhoto[]> {
  const rows = await attachedTo(q, ofItem(communityId, itemId), from);
  return rows.map(({ id, tiedTo, by, takenAt, about, width, height }) => ({
    id,
    eventSeq: Number(tiedTo),
    by,
    takenAt,
    phase: about.phase as PhotoPhase,
    // It is whole, and a picture.
    width: width!,
    height: height!
  }));
}

/** The same for whoever may see the item. */
export async function listItemPhotos(
  s: Pick<Ground, 'store'>,
  caller: Asking,
  itemId: string
): Promise<ItemPhoto[] | Refusal> {
  const row = await findItem(s.store.q, caller, itemId);
  return refused(row) ? row : await photosOfItem(s.store.q, caller.communityId, itemId);
}

/** The file of a picture, for whoever may see its item. */
export async function giveItemPhoto(
  s: Pick<Ground, 'store'> & { attachments: Attachments },
  caller: Asking,
  id: string,
  size: 'large' | 'small'
): Promise<AttachedFile | Refusal> {
  const found = await readAttachment(s, caller, { id, size, ownerKind: ITEM_OWNER });
  return refused(found) ? { refused: 'photo/absent' } : found;
}
