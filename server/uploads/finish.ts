import { eq } from 'drizzle-orm';
import type { Refusal } from '$lib/domain/refusal';
import { sniff } from '$lib/domain/uploads/sniff';
import type { Services } from '../services';
import { makePicture } from './make-picture';
import { upload, type UploadRow } from './tables';
import type { Taken } from './take-piece';

type Standing = Pick<Services, 'store' | 'now' | 'uploads' | 'log'>;
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
  return { offset: row.length, complete: true };
}

async function keep(s: Standing, { kind }: UploadRow, bytes: Buffer): Promise<Kept | null | 'busy'> {
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
