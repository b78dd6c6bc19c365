import { and, eq, isNull } from 'drizzle-orm';
import type { UploadKind } from '$lib/domain/attachments/upload-limits';
import { sniff } from '$lib/domain/attachments/sniff';
import type { Refusal } from '$lib/domain/refusal';
import { makePicture, type FileStore } from '../files';
import type { Ground } from '../ground';
import type { AttachmentOwner, Attachments } from './owners';
import { attachment, type AttachmentRow } from './tables';
import type { Taken } from './take-piece';

type Deps = Pick<Ground, 'store' | 'now' | 'log'> & { attachments: Attachments };

/** What is known of a file once it is on the disk. */
export type StoredFile = Pick<AttachmentRow, 'sha256' | 'bytes' | 'type'> &
  Partial<Pick<AttachmentRow, 'width' | 'height' | 'smallSha256'>>;

/**
 * Keeps a file that is here whole: made anew, on the disk, in the database, and only then the unfinished one goes. Each step
 * may be repeated after the one before.
 */
export async function finish(s: Deps, owner: AttachmentOwner, row: AttachmentRow): Promise<Taken | Refusal> {
  const { files } = s.attachments;
  const scope = eq(attachment.id, row.id);
  const bytes = await files.unfinished.read(row.id);
  if (!bytes) return await asItStands(s, row);
  const stored = await storeAs(files, row.kind as UploadKind, bytes);
  if (stored === 'busy') return { refused: 'server/busy', with: { seconds: 5 } };
  if (!stored) {
    // Nothing of it stays: the tablet has it still, and says so to its person.
    await s.store.tx((q) => q.delete(attachment).where(scope).run());
    await files.unfinished.drop(row.id);
    s.log.warn({ upload: row.id, kind: row.kind, bytes: bytes.length }, 'upload rejected: neither picture nor sound');
    return { refused: 'upload/unfit' };
  }
  const whole = {
    ...stored,
    storedAt: s.now().toISOString(),
    tiedTo: owner.tied === 'when-whole' ? row.ownerId : null
  };
  const kept = await s.store.tx((q) =>
    q
      .update(attachment)
      .set(whole)
      .where(and(scope, isNull(attachment.storedAt)))
      .returning({ id: attachment.id })
      .all()
  );
  await files.unfinished.drop(row.id);
  if (!kept.length) return await asItStands(s, row);
  try {
    await owner.onStored?.({ ...row, ...whole });
  } catch (error) {
    // The file is kept; the tablet's own word of it may still come.
    s.log.error({ err: error, upload: row.id, owner: row.ownerKind }, 'attachment owner notification failed');
  }
  return { offset: row.length, complete: true };
}

/** Answers where another request has just finished a file, which stands, or the sweeper has taken it: then it begins again. */
async function asItStands(s: Pick<Deps, 'store'>, { id, length }: AttachmentRow): Promise<Taken | Refusal> {
  const now = await s.store.q.select().from(attachment).where(eq(attachment.id, id)).get();
  return now?.storedAt ? { offset: length, complete: true } : { refused: 'upload/offset', with: { offset: 0 } };
}

/** Writes what came as what it is said to be; null where it is something else, 'busy' where too many pictures wait. */
export async function storeAs(files: FileStore, kind: UploadKind, bytes: Buffer): Promise<StoredFile | null | 'busy'> {
  const found = sniff(bytes);
  if (found?.kind !== kind) return null;
  if (kind === 'voice') return { sha256: await files.put(bytes), bytes: bytes.length, type: found.type };
  const picture = await makePicture(bytes);
  if (!picture || picture === 'busy') return picture;
  const { large, small, width, height } = picture;
  return {
    sha256: await files.put(large),
    smallSha256: await files.put(small),
    bytes: large.length,
    type: 'image/jpeg',
    width,
    height
  };
}
