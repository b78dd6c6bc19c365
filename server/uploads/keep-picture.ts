import type { UploadFiles } from './files';
import { randomUUID } from 'node:crypto';
import { and, count, eq } from 'drizzle-orm';
import type { Refusal } from '$lib/domain/refusal';
import { LARGEST, UPLOADS_PER_MEETING } from '$lib/domain/uploads/limits';
import { sniff } from '$lib/domain/uploads/sniff';
import type { MeetingRow } from '../meetings';
import type { Ground } from '../ground';
import { makePicture } from './make-picture';
import { upload } from './tables';

/** Stands in the place of an account where a resident's phone sent the file. */
export const PHONE = 'phone';

/**
 * Keeps a picture that came in one piece (from a resident's phone, or of a paper sheet), made anew like every other. The
 * meeting is not told of it: that is done when the facilitator takes its message, or by who brings the sheet in.
 */
export async function keepPicture(
  s: Pick<Ground, 'store' | 'now'> & { uploads: UploadFiles },
  { communityId, id: meetingId }: Pick<MeetingRow, 'communityId' | 'id'>,
  deviceId: string,
  bytes: Buffer,
  accountId: string = PHONE
): Promise<{ id: string } | Refusal> {
  if (bytes.length > LARGEST.photo) return { refused: 'phones/picture-large' };
  if (sniff(bytes)?.kind !== 'photo') return { refused: 'phones/picture-unfit' };
  if (!(await s.uploads.hasRoom(bytes.length))) return { refused: 'disk/full', with: { seconds: 600 } };
  const there = await s.store.q
    .select({ n: count() })
    .from(upload)
    .where(and(eq(upload.communityId, communityId), eq(upload.meetingId, meetingId)))
    .get();
  if ((there?.n ?? 0) >= UPLOADS_PER_MEETING) return { refused: 'phones/full' };
  const picture = await makePicture(bytes);
  if (picture === 'busy') return { refused: 'server/busy', with: { seconds: 5 } };
  if (!picture) return { refused: 'phones/picture-unfit' };
  const id = randomUUID();
  const at = s.now().toISOString();
  const row = {
    ...{ communityId, id, meetingId, kind: 'photo', length: bytes.length, takenAt: at, accountId, deviceId },
    ...{ entryId: null, issueId: null, startedAt: at, storedAt: at, type: 'image/jpeg' },
    ...{ sha256: await s.uploads.keep(picture.large), smallSha256: await s.uploads.keep(picture.small) },
    ...{ bytes: picture.large.length, width: picture.width, height: picture.height }
  };
  await s.store.tx((q) => q.insert(upload).values(row).run());
  return { id };
}
