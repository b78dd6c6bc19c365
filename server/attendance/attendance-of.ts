import { and, eq } from 'drizzle-orm';
import { readArrivals } from '$lib/document/attendance';
import { meetingDocument } from '$lib/document/keys';
import { may } from '$lib/domain/identity/role';
import { presenceOf, type Presence } from '$lib/domain/meetings/attendance';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { findMeeting, type MeetingRow } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { notePrivateRead } from './private-reads';
import { attendance } from './tables';

export interface AttendanceLine {
  id: string;
  building: string;
  count: number;
  /** ISO */
  arrivedAt: string;
  via: string;
  /** Empty where none was given, or it was erased. */
  home: string;
  name: string;
  signature: string;
  oral: boolean;
  /** The name may be shown. */
  shown: boolean;
  erased: boolean;
}

export interface AttendanceSheet {
  meeting: MeetingRow;
  lines: AttendanceLine[];
  presence: Presence;
}

/** Who came, with names and signatures, for those who write in meetings; that it was read is noted. */
export async function attendanceOf(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub },
  caller: Caller,
  id: string
): Promise<AttendanceSheet | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const row = await findMeeting(s, communityId, id);
  const arrivals = row && (await s.hub.read(meetingDocument(id), readArrivals));
  if (!row || !arrivals) return { refused: 'meeting/absent' };
  await notePrivateRead(s, caller, id, 'sheet');
  const known = new Map(
    (
      await s.store.q
        .select()
        .from(attendance)
        .where(and(eq(attendance.communityId, communityId), eq(attendance.meetingId, id)))
        .all()
    ).map((one) => [one.id, one])
  );
  const lines = arrivals.map(({ shownAs, ...arrival }) => {
    const own = known.get(arrival.id);
    const erased = Boolean(own?.erasedAt);
    return {
      ...arrival,
      home: own?.home ?? '',
      name: own?.name ?? '',
      signature: own?.signature ?? '',
      oral: own?.oral ?? false,
      shown: shownAs !== null,
      erased
    };
  });
  return { meeting: row, lines, presence: presenceOf(arrivals) };
}
