import { and, asc, desc, eq, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import type { GivenUpload, UploadFiles } from '../uploads';
import { itemEvent, itemPhoto } from './tables';
import { findItem } from './visible';

export type ItemPhoto = Pick<
  typeof itemPhoto.$inferSelect,
  'id' | 'eventSeq' | 'by' | 'takenAt' | 'phase' | 'width' | 'height'
>;

/**
 * Ties pictures to the last act of their item; inside the transaction of that act. Only what the same person kept for this
 * item and has not used yet: an id of somebody else's picture is as absent as one that is not there.
 */
export async function tiePhotos(
  q: Query,
  { communityId, itemId, by }: { communityId: string; itemId: string; by: string },
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
  await q.update(itemPhoto).set({ eventSeq: event!.seq }).where(loose({ communityId, itemId, by }, photos)).run();
}

/** Whether all of them wait for an act of this person on this item. */
export async function photosWait(
  q: Query,
  of: { communityId: string; itemId: string; by: string },
  photos: readonly string[]
): Promise<boolean> {
  const rows = await q.select({ id: itemPhoto.id }).from(itemPhoto).where(loose(of, photos)).all();
  return rows.length === new Set(photos).size;
}

/** Those of these pictures that this person kept for the item and that no act has used yet. */
export async function waitingPhotos(
  s: Pick<Ground, 'store'>,
  { communityId, accountId: by }: Pick<Caller, 'communityId' | 'accountId'>,
  itemId: string,
  ids: readonly string[]
): Promise<string[]> {
  if (!ids.length) return [];
  const rows = await s.store.q
    .select({ id: itemPhoto.id })
    .from(itemPhoto)
    .where(loose({ communityId, itemId, by }, ids))
    .all();
  return [...new Set(ids)].filter((id) => rows.some((row) => row.id === id));
}

function loose(
  { communityId, itemId, by }: { communityId: string; itemId: string; by: string },
  ids: readonly string[]
) {
  return and(
    eq(itemPhoto.communityId, communityId),
    eq(itemPhoto.itemId, itemId),
    eq(itemPhoto.by, by),
    isNull(itemPhoto.eventSeq),
    inArray(itemPhoto.id, [...ids])
  );
}

/** The pictures of an item's acts, the oldest first; what the caller may see of the item is the query's before. */
export async function photosOfItem(q: Query, communityId: string, itemId: string): Promise<ItemPhoto[]> {
  const { id, eventSeq, by, takenAt, phase, width, height } = itemPhoto;
  return await q
    .select({ id, eventSeq, by, takenAt, phase, width, height })
    .from(itemPhoto)
    .where(and(eq(itemPhoto.communityId, communityId), eq(itemPhoto.itemId, itemId), isNotNull(eventSeq)))
    .orderBy(asc(takenAt), asc(id))
    .all();
}

/** The same for whoever may see the item. */
export async function listItemPhotos(
  s: Pick<Ground, 'store'>,
  caller: Pick<Caller, 'communityId' | 'role' | 'partyId'>,
  itemId: string
): Promise<ItemPhoto[] | Refusal> {
  const row = await findItem(s.store.q, caller, itemId);
  return refused(row) ? row : await photosOfItem(s.store.q, caller.communityId, itemId);
}

/** The file of a picture, for whoever may see its item. */
export async function giveItemPhoto(
  s: Pick<Ground, 'store'> & { uploads: Pick<UploadFiles, 'kept'> },
  caller: Pick<Caller, 'communityId' | 'role' | 'partyId'>,
  id: string,
  size: 'large' | 'small'
): Promise<GivenUpload | Refusal> {
  const row = await s.store.q
    .select()
    .from(itemPhoto)
    .where(and(eq(itemPhoto.communityId, caller.communityId), eq(itemPhoto.id, id), isNotNull(itemPhoto.eventSeq)))
    .get();
  if (!row || refused(await findItem(s.store.q, caller, row.itemId))) return { refused: 'photo/absent' };
  const sha256 = size === 'small' ? row.smallSha256 : row.sha256;
  const bytes = await s.uploads.kept(sha256);
  return bytes ? { bytes, sha256, type: 'image/jpeg' } : { refused: 'photo/absent' };
}

/** Forgets pictures whose act was never done. */
export async function sweepItemPhotos(s: Pick<Ground, 'store' | 'now'>): Promise<void> {
  const before = new Date(s.now().getTime() - KEEP_LOOSE_MS).toISOString();
  await s.store.tx((q) =>
    q
      .delete(itemPhoto)
      .where(and(isNull(itemPhoto.eventSeq), lt(itemPhoto.takenAt, before)))
      .run()
  );
}

const KEEP_LOOSE_MS = 24 * 3600_000;
