import { and, eq, isNotNull, type SQL } from 'drizzle-orm';
import type { Refusal } from '$lib/domain/refusal';
import type { Ground } from '../ground';
import type { Asking, Attachments } from './owners';
import { attachment, type AttachmentRow } from './tables';

export interface AttachedFile {
  bytes: Buffer;
  type: string;
  sha256: string;
}

type Deps = Pick<Ground, 'store'> & { attachments: Attachments };

export interface Wanted {
  id: string;
  size: 'large' | 'small';
  /** Of this kind of owner only. */
  ownerKind?: string;
}

/**
 * The file of an attachment that is whole and tied, for people of its community whom its owner's area lets read. The one rule
 * for every address that files are read at.
 */
export async function readAttachment(
  s: Deps,
  caller: Asking,
  { id, size, ownerKind }: Wanted
): Promise<AttachedFile | Refusal> {
  const row = await findWhole(s, caller.communityId, id, ownerKind && eq(attachment.ownerKind, ownerKind));
  const owner = row && s.attachments.ownerOf(row.ownerKind);
  if (!owner) return { refused: 'upload/absent' };
  return (
    (await owner.mayRead(caller, row.ownerId, row.id)) ?? (await fileOf(s, row, size)) ?? { refused: 'upload/absent' }
  );
}

/**
 * The whole picture of an attachment, for what the server itself has chosen to show, whoever looks; null where there is none.
 * With an owner it is that owner's picture or none.
 */
export async function readShownPicture(
  s: Deps,
  { communityId, id, owner }: { communityId: string; id: string; owner?: { ownerKind: string; ownerId: string } }
): Promise<AttachedFile | null> {
  const its = owner && and(eq(attachment.ownerKind, owner.ownerKind), eq(attachment.ownerId, owner.ownerId));
  const row = await findWhole(s, communityId, id, its);
  return row?.kind === 'photo' ? await fileOf(s, row, 'large') : null;
}

async function findWhole(
  s: Deps,
  communityId: string,
  id: string,
  also: SQL | '' | undefined
): Promise<AttachmentRow | undefined> {
  const whole = and(isNotNull(attachment.storedAt), isNotNull(attachment.tiedTo));
  return await s.store.q
    .select()
    .from(attachment)
    .where(and(eq(attachment.communityId, communityId), eq(attachment.id, id), whole, also || undefined))
    .get();
}

async function fileOf(s: Deps, row: AttachmentRow, size: 'large' | 'small'): Promise<AttachedFile | null> {
  const sha256 = (size === 'small' && row.smallSha256) || row.sha256;
  const bytes = sha256 && (await s.attachments.files.read(sha256));
  return bytes ? { bytes, sha256, type: row.type! } : null;
}
