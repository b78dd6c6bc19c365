import { randomUUID } from 'node:crypto';
import { LARGEST } from '$lib/domain/attachments/upload-limits';
import { sniff } from '$lib/domain/attachments/sniff';
import type { Refusal, RefusalKey } from '$lib/domain/refusal';
import type { Ground } from '../ground';
import { storeAs } from './finish';
import { countOfOwner, type Owner } from './of-owner';
import type { Attachments } from './owners';
import { attachment } from './tables';

export interface SentPicture extends Owner {
  bytes: Buffer;
  /** Account, `link:<id>` over a party's link, `phone` from a resident's phone. */
  by: string;
  deviceId?: string;
  about?: Record<string, string | null>;
  /** What is said when the owner has no room, where it is not what the owner says. */
  full?: RefusalKey;
}

/**
 * Keeps a picture that came in one piece, made anew like every other. Whether it may be added its caller has judged, and
 * nobody is told of it: that is its caller's too.
 */
export async function keepPicture(
  s: Pick<Ground, 'store' | 'now'> & { attachments: Attachments },
  { bytes, by, deviceId = `account ${by}`, about = {}, full, communityId, ownerKind, ownerId }: SentPicture
): Promise<{ id: string } | Refusal> {
  const { files } = s.attachments;
  const owner = s.attachments.ownerOf(ownerKind);
  if (!owner) throw new Error(`nobody has registered attachments of a ${ownerKind}`);
  const owned = { communityId, ownerKind, ownerId };
  if (bytes.length > LARGEST.photo) return { refused: 'phones/picture-large' };
  if (sniff(bytes)?.kind !== 'photo') return { refused: 'phones/picture-unfit' };
  if (!(await files.hasRoom(bytes.length))) return { refused: 'disk/full', with: { seconds: 600 } };
  if ((await countOfOwner(s.store.q, owned)) >= owner.most) return { refused: full ?? owner.full };
  const stored = await storeAs(files, 'photo', bytes);
  if (stored === 'busy') return { refused: 'server/busy', with: { seconds: 5 } };
  if (!stored) return { refused: 'phones/picture-unfit' };
  const id = randomUUID();
  const at = s.now().toISOString();
  const row = {
    ...owned,
    ...stored,
    id,
    kind: 'photo',
    about,
    tiedTo: owner.tied === 'when-whole' ? ownerId : null,
    length: bytes.length,
    by,
    deviceId,
    takenAt: at,
    startedAt: at,
    storedAt: at
  };
  await s.store.tx((q) => q.insert(attachment).values(row).run());
  return { id };
}
