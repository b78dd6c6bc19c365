import { and, count, eq, gt, or } from 'drizzle-orm';
import { LARGEST, type UploadKind } from '$lib/domain/attachments/upload-limits';
import type { Refusal } from '$lib/domain/refusal';
import { DiskFull, WrongOffset } from '../files';
import type { Ground } from '../ground';
import type { Caller } from '../identity';
import { finish } from './finish';
import { countOfOwner } from './of-owner';
import type { AttachmentOwner, Attachments } from './owners';
import { attachment, type AttachmentRow } from './tables';

export interface Piece {
  id: string;
  ownerKind: string;
  ownerId: string;
  kind: UploadKind;
  /** bytes of the whole file */
  length: number;
  /** ISO */
  takenAt: string;
  /** What the owner's area wants to know of it. */
  about: Record<string, string | null>;
  /** where in the file the body begins */
  offset: number;
  body: ReadableStream<Uint8Array> | null;
}

export interface Taken {
  /** bytes that are durably here */
  offset: number;
  /** The whole of it is here, was a picture or a sound, and is kept: the tablet may forget it. */
  complete: boolean;
}

type Deps = Pick<Ground, 'store' | 'now' | 'log'> & { attachments: Attachments };

/** Of one device, and of one account on whatever devices, for one kind of owner: a picture every twelve seconds. */
const STARTS_PER_HOUR = 300;
const HOUR_MS = 3600_000;

/**
 * Takes a piece of a file that a tablet sends. Safe to repeat: a whole one answers that it is whole. Refuses what its owner's
 * area refuses, `upload/offset` where the piece does not begin at the end of what is here (`with.offset` says where that is),
 * `upload/unfit` where the whole is neither a picture nor a sound that we know (it is then forgotten), and what has no room.
 */
export async function takePiece(s: Deps, caller: Caller, piece: Piece): Promise<Taken | Refusal> {
  const begun = await findAttachment(s, piece.id);
  // Whose it is was said when it began; a stranger is not told more.
  if (begun && !mine(caller, begun)) return { refused: 'right/missing' };
  const { ownerKind, ownerId } = begun ?? piece;
  const owner = s.attachments.ownerOf(ownerKind);
  if (!owner) return { refused: 'upload/absent' };
  const not = await owner.mayAdd(caller, ownerId);
  if (not) return not;
  const row = begun ?? (await begin(s, caller, owner, piece));
  if ('refused' in row) return row;
  if (!mine(caller, row)) return { refused: 'right/missing' };
  if (row.storedAt) return { offset: row.length, complete: true };
  try {
    const offset = await s.attachments.files.unfinished.append(row.id, piece.offset, piece.body, row.length);
    return offset < row.length ? { offset, complete: false } : await finish(s, owner, row);
  } catch (error) {
    if (error instanceof WrongOffset) {
      // All of it had come and the answer was lost, or the process died before it was made anew.
      if (error.offset === row.length) return await finish(s, owner, row);
      return { refused: 'upload/offset', with: { offset: error.offset } };
    }
    if (!(error instanceof DiskFull)) throw error;
    s.log.error({ upload: row.id }, 'disk full, uploads refused');
    return { refused: 'disk/full', with: { seconds: 600 } };
  }
}

/** Returns how much of a file is here; null where nothing is known of it, or to a stranger. */
export async function uploadState(
  s: Pick<Deps, 'store' | 'attachments'>,
  caller: Caller,
  id: string
): Promise<Taken | null> {
  const row = await findAttachment(s, id);
  const owner = row && s.attachments.ownerOf(row.ownerKind);
  if (!owner || row.communityId !== caller.communityId || (await owner.mayAdd(caller, row.ownerId))) return null;
  if (row.storedAt) return { offset: row.length, complete: true };
  return { offset: await s.attachments.files.unfinished.sizeOf(id), complete: false };
}

async function findAttachment(s: Pick<Deps, 'store'>, id: string): Promise<AttachmentRow | undefined> {
  return await s.store.q.select().from(attachment).where(eq(attachment.id, id)).get();
}

/** The device goes on whoever is signed in on it by now; a person goes on from another device. */
function mine(caller: Caller, row: AttachmentRow): boolean {
  return row.communityId === caller.communityId && (row.deviceId === caller.deviceId || row.by === caller.accountId);
}

async function begin(s: Deps, caller: Caller, owner: AttachmentOwner, piece: Piece): Promise<AttachmentRow | Refusal> {
  const { communityId, accountId: by } = caller;
  const deviceId = caller.deviceId ?? `account ${by}`;
  const { id, ownerKind, ownerId, kind, length, takenAt, about } = piece;
  if (length > LARGEST[kind]) return { refused: 'upload/too-large' };
  if (!(await s.attachments.files.hasRoom(length))) return { refused: 'disk/full', with: { seconds: 600 } };
  const now = s.now();
  const row = { communityId, id, ownerKind, ownerId, kind, about, length, takenAt, by, deviceId };
  return await s.store.tx(async (q) => {
    if ((await countOfOwner(q, row)) >= owner.most) return { refused: owner.full };
    const since = new Date(now.getTime() - HOUR_MS).toISOString();
    const begun = await q
      .select({ n: count() })
      .from(attachment)
      .where(
        and(
          or(eq(attachment.deviceId, deviceId), eq(attachment.by, by)),
          eq(attachment.ownerKind, ownerKind),
          gt(attachment.startedAt, since)
        )
      )
      .get();
    if ((begun?.n ?? 0) >= STARTS_PER_HOUR) return { refused: 'upload/slowed', with: { seconds: 600 } };
    await q
      .insert(attachment)
      .values({ ...row, startedAt: now.toISOString() })
      .onConflictDoNothing()
      .run();
    return (await q.select().from(attachment).where(eq(attachment.id, id)).get()) as AttachmentRow;
  });
}
