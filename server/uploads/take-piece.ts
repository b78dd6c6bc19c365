import type { UploadFiles } from './files';
import { and, count, eq, gt, or } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import { LARGEST, UPLOADS_PER_MEETING, type UploadKind } from '$lib/domain/uploads/limits';
import type { Caller } from '../identity';
import { findMeeting } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { DiskFull, WrongOffset } from './files';
import { finish } from './finish';
import { upload, type UploadRow } from './tables';

export interface Piece {
  id: string;
  meetingId: string;
  kind: UploadKind;
  /** bytes of the whole file */
  length: number;
  /** ISO */
  takenAt: string;
  /** The line or issue it is a picture of. */
  entryId: string | null;
  issueId: string | null;
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

type Standing = Pick<Ground, 'store' | 'now' | 'log'> & { uploads: UploadFiles; hub: Hub };

/** Of one device, and of one account on whatever devices: a picture every twelve seconds. */
const STARTS_PER_HOUR = 300;
const HOUR_MS = 3600_000;

/**
 * Takes a piece of a file that a tablet sends. Safe to repeat: a whole one answers that it is whole. Refuses
 * `upload/offset` where the piece does not begin at the end of what is here (`with.offset` says where that is), `upload/unfit`
 * where the whole is neither a picture nor a sound that we know (it is then forgotten), and what has no room.
 */
export async function takePiece(s: Standing, caller: Caller, piece: Piece): Promise<Taken | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const row = (await findUpload(s, piece.id)) ?? (await begin(s, caller, piece));
  if ('refused' in row) return row;
  if (!mine(caller, row)) return { refused: 'right/missing' };
  if (row.storedAt) return { offset: row.length, complete: true };
  try {
    const offset = await s.uploads.append(row.id, piece.offset, piece.body, row.length);
    return offset < row.length ? { offset, complete: false } : await finish(s, row);
  } catch (error) {
    if (error instanceof WrongOffset) {
      // All of it had come and the answer was lost, or the process died before it was made anew.
      if (error.offset === row.length) return await finish(s, row);
      return { refused: 'upload/offset', with: { offset: error.offset } };
    }
    if (!(error instanceof DiskFull)) throw error;
    s.log.error({ upload: row.id }, 'the disk takes no more uploads');
    return { refused: 'disk/full', with: { seconds: 600 } };
  }
}

/** How much of an upload is here; null where nothing is known of it, or to a stranger. */
export async function uploadState(
  s: Pick<Standing, 'store' | 'uploads'>,
  caller: Caller,
  id: string
): Promise<Taken | null> {
  const row = await findUpload(s, id);
  if (!row || row.communityId !== caller.communityId || !may(caller.role, 'meetings/write')) return null;
  if (row.storedAt) return { offset: row.length, complete: true };
  return { offset: await s.uploads.sizeOf(id), complete: false };
}

async function findUpload(s: Pick<Standing, 'store'>, id: string): Promise<UploadRow | undefined> {
  return await s.store.q.select().from(upload).where(eq(upload.id, id)).get();
}

/** The device goes on whoever is signed in on it by now; a person goes on from another device. */
function mine(caller: Caller, row: UploadRow): boolean {
  return (
    row.communityId === caller.communityId && (row.deviceId === caller.deviceId || row.accountId === caller.accountId)
  );
}

async function begin(s: Standing, caller: Caller, piece: Piece): Promise<UploadRow | Refusal> {
  const { communityId, accountId } = caller;
  const deviceId = caller.deviceId ?? `account ${accountId}`;
  const { id, kind, length, takenAt, entryId, issueId } = piece;
  if (length > LARGEST[kind]) return { refused: 'upload/too-large' };
  const meeting = await findMeeting(s, communityId, piece.meetingId);
  if (!meeting) return { refused: 'meeting/absent' };
  if (!(await s.uploads.hasRoom(length))) return { refused: 'disk/full', with: { seconds: 600 } };
  const now = s.now();
  const row = { communityId, id, meetingId: meeting.id, kind, length, takenAt, accountId, deviceId, entryId, issueId };
  return await s.store.tx(async (q) => {
    const [there] = await q
      .select({ n: count() })
      .from(upload)
      .where(and(eq(upload.communityId, communityId), eq(upload.meetingId, meeting.id)))
      .all();
    if ((there?.n ?? 0) >= UPLOADS_PER_MEETING) return { refused: 'upload/meeting-full' };
    const since = new Date(now.getTime() - HOUR_MS).toISOString();
    const [begun] = await q
      .select({ n: count() })
      .from(upload)
      .where(and(or(eq(upload.deviceId, deviceId), eq(upload.accountId, accountId)), gt(upload.startedAt, since)))
      .all();
    if ((begun?.n ?? 0) >= STARTS_PER_HOUR) return { refused: 'upload/slowed', with: { seconds: 600 } };
    await q
      .insert(upload)
      .values({ ...row, startedAt: now.toISOString() })
      .onConflictDoNothing()
      .run();
    return (await q.select().from(upload).where(eq(upload.id, id)).get()) as UploadRow;
  });
}
