import { randomUUID } from 'node:crypto';
import { and, count, eq } from 'drizzle-orm';
import { refused, type Refusal } from '$lib/domain/refusal';
import { LARGEST } from '$lib/domain/uploads/limits';
import { sniff } from '$lib/domain/uploads/sniff';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { makePicture, type UploadFiles } from '../uploads';
import { itemPhoto } from './tables';
import { findItem } from './visible';

export const PHOTO_PHASES = ['before', 'during', 'after'] as const;
export type PhotoPhase = (typeof PHOTO_PHASES)[number];

/** More than the longest story of one promise needs. */
const MOST_PER_ITEM = 60;

/**
 * Keeps a picture that came in one piece for an item, made anew like every other; to be named in the act that it goes with
 * (`actOnItem`, `photos`), in whose absence it is swept away. Refuses what the caller may not see, what is no picture, and
 * what has no room.
 */
export async function keepItemPhoto(
  s: Pick<Ground, 'store' | 'now'> & { uploads: UploadFiles },
  caller: Pick<Caller, 'communityId' | 'accountId' | 'role' | 'partyId'>,
  { itemId, phase, bytes }: { itemId: string; phase: PhotoPhase; bytes: Buffer }
): Promise<{ id: string } | Refusal> {
  const { communityId } = caller;
  if (bytes.length > LARGEST.photo) return { refused: 'phones/picture-large' };
  if (sniff(bytes)?.kind !== 'photo') return { refused: 'phones/picture-unfit' };
  const row = await findItem(s.store.q, caller, itemId);
  if (refused(row)) return row;
  if (!(await s.uploads.hasRoom(bytes.length))) return { refused: 'disk/full', with: { seconds: 600 } };
  const there = await s.store.q
    .select({ n: count() })
    .from(itemPhoto)
    .where(and(eq(itemPhoto.communityId, communityId), eq(itemPhoto.itemId, itemId)))
    .get();
  if ((there?.n ?? 0) >= MOST_PER_ITEM) return { refused: 'item/photos-full' };
  const picture = await makePicture(bytes);
  if (picture === 'busy') return { refused: 'server/busy', with: { seconds: 5 } };
  if (!picture) return { refused: 'phones/picture-unfit' };
  const { large, small, width, height } = picture;
  const kept = {
    ...{ communityId, id: randomUUID(), itemId, eventSeq: null, by: caller.accountId, phase, width, height },
    ...{ takenAt: s.now().toISOString(), bytes: large.length },
    ...{ sha256: await s.uploads.keep(large), smallSha256: await s.uploads.keep(small) }
  };
  await s.store.tx((q) => q.insert(itemPhoto).values(kept).run());
  return { id: kept.id };
}
