import type { UploadFiles } from './files';
import { and, eq, isNotNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { upload, type UploadRow } from './tables';

export interface GivenUpload {
  bytes: Buffer;
  type: string;
  sha256: string;
}

/** The file of an upload, for people of its community who may read meetings. */
export async function giveUpload(
  s: Pick<Ground, 'store'> & { uploads: UploadFiles },
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
  return (row && (await fileOf(s, row, size))) ?? { refused: 'upload/absent' };
}

/** The whole picture of an upload of this meeting, whoever asks; null where there is none. */
export async function pictureOfMeeting(
  s: Pick<Ground, 'store'> & { uploads: UploadFiles },
  { communityId, id: meetingId }: { communityId: string; id: string },
  id: string
): Promise<GivenUpload | null> {
  const row = await s.store.q
    .select()
    .from(upload)
    .where(and(eq(upload.communityId, communityId), eq(upload.meetingId, meetingId), eq(upload.id, id)))
    .get();
  return row?.kind === 'photo' && row.storedAt ? await fileOf(s, row, 'large') : null;
}

/** The whole picture of an upload of this community, for what the house itself has chosen to show. */
export async function pictureOfCommunity(
  s: Pick<Ground, 'store'> & { uploads: UploadFiles },
  communityId: string,
  id: string
): Promise<GivenUpload | null> {
  const row = await s.store.q
    .select()
    .from(upload)
    .where(and(eq(upload.communityId, communityId), eq(upload.id, id)))
    .get();
  return row?.kind === 'photo' && row.storedAt ? await fileOf(s, row, 'large') : null;
}

async function fileOf(
  s: { uploads: UploadFiles },
  row: UploadRow,
  size: 'large' | 'small'
): Promise<GivenUpload | null> {
  const sha256 = (size === 'small' && row.smallSha256) || row.sha256;
  const bytes = sha256 && (await s.uploads.kept(sha256));
  return bytes ? { bytes, sha256, type: row.type! } : null;
}
