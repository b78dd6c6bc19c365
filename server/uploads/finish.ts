import type { UploadFiles } from './files';
import { eq } from 'drizzle-orm';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import type { Refusal } from '$lib/domain/refusal';
import type { UploadKind } from '$lib/domain/uploads/limits';
import { sniff } from '$lib/domain/uploads/sniff';
import { findMeeting } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { makePicture } from './make-picture';
import { upload, type UploadRow } from './tables';
import type { Taken } from './take-piece';

type Standing = Pick<Ground, 'store' | 'now' | 'log'> & { uploads: UploadFiles; hub: Hub };
type Kept = Pick<UploadRow, 'sha256' | 'bytes' | 'type'> & Partial<Pick<UploadRow, 'width' | 'height' | 'smallSha256'>>;

/**
 * Keeps a file that is here whole: made anew, on the disk, in the database, and only then the unfinished one goes. Each step
 * may be repeated after the one before.
 */
export async function finish(s: Standing, row: UploadRow): Promise<Taken | Refusal> {
  const bytes = await s.uploads.read(row.id);
  if (!bytes) {
    // Another request has just finished it, or it was swept away.
    const now = await s.store.q.select().from(upload).where(eq(upload.id, row.id)).get();
    return now?.storedAt ? { offset: row.length, complete: true } : { refused: 'upload/offset', with: { offset: 0 } };
  }
  const kept = await keep(s, row, bytes);
  if (kept === 'busy') return { refused: 'server/busy', with: { seconds: 5 } };
  if (!kept) {
    // Nothing of it stays: the tablet has it still, and says so to its person.
    await s.store.tx((q) => q.delete(upload).where(eq(upload.id, row.id)).run());
    await s.uploads.drop(row.id);
    s.log.warn({ upload: row.id, kind: row.kind, bytes: bytes.length }, 'an upload was no picture or sound');
    return { refused: 'upload/unfit' };
  }
  await s.store.tx((q) =>
    q
      .update(upload)
      .set({ ...kept, storedAt: s.now().toISOString() })
      .where(eq(upload.id, row.id))
      .run()
  );
  await s.uploads.drop(row.id);
  await note(s, row);
  return { offset: row.length, complete: true };
}

/**
 * The meeting knows of every file of its own: the tablet notes it when it is taken, and here it is noted where that page died
 * before. Said in the same words, so that whichever of the two stands says the same.
 */
async function note(s: Standing, row: UploadRow): Promise<void> {
  const { id, takenAt, accountId, entryId, issueId, communityId, meetingId } = row;
  const kind = row.kind as UploadKind;
  const meeting = await findMeeting(s, communityId, meetingId);
  try {
    await s.hub.change(meetingDocument(meeting?.joinedInto ?? meetingId), (doc) => {
      const document = openMeetingDocument(doc, 'server');
      if (!document.hasPhoto(id)) document.addPhoto({ id, kind, takenAt, by: accountId, entryId, issueId });
    });
  } catch (error) {
    // The file is kept; the tablet's own word of it may still come.
    s.log.error({ err: error, upload: id }, 'a meeting was not told of its upload');
  }
}

async function keep(s: Pick<Standing, 'uploads'>, { kind }: UploadRow, bytes: Buffer): Promise<Kept | null | 'busy'> {
  const found = sniff(bytes);
  if (found?.kind !== kind) return null;
  if (kind === 'voice') return { sha256: await s.uploads.keep(bytes), bytes: bytes.length, type: found.type };
  const picture = await makePicture(bytes);
  if (!picture || picture === 'busy') return picture;
  const { large, small, width, height } = picture;
  return {
    sha256: await s.uploads.keep(large),
    smallSha256: await s.uploads.keep(small),
    bytes: large.length,
    type: 'image/jpeg',
    ...{ width, height }
  };
}
