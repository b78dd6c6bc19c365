import { and, eq, isNotNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Services } from '../services';
import { upload } from './tables';

export interface GivenUpload {
  bytes: Buffer;
  type: string;
  sha256: string;
}

/** The file of an upload, for people of its community who may read meetings. */
export async function giveUpload(
  s: Pick<Services, 'store' | 'uploads'>,
  caller: Caller,
  id: string,
  size: 'large' | 'small'
): Promise<GivenUpload | Refusal> {
  if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
  const row = await s.store.q
    .select()
    .from(upload)
    .where(and(eq(upload.communityId, caller.communityId), eq(upload.id, id), isNotNull(upload.storedAt)))
    .get();
  const sha256 = (size === 'small' && row?.smallSha256) || row?.sha256;
  const bytes = sha256 && (await s.uploads.kept(sha256));
  if (!bytes) return { refused: 'upload/absent' };
  return { bytes, sha256, type: row!.type! };
}
