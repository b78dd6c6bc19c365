import { and, count, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import { venue } from '../community/tables';
import { readCursor, writeCursor } from '../db/cursor';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import type { MeetingRow } from './find-meeting';
import { entry, issue, meeting } from './tables';

export interface MeetingLine extends Pick<
  MeetingRow,
  'id' | 'kind' | 'title' | 'startsAt' | 'phase' | 'code' | 'venueId' | 'epoch' | 'closedAt'
> {
  venueName: string | null;
  entries: number;
  issues: number;
}

const LIMIT = 50;

/** A page of meetings, the latest start first. Refuses a cursor that is not ours. */
export async function listMeetings(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  { cursor: input, limit: wished = LIMIT }: { cursor?: string; limit?: number } = {}
): Promise<{ meetings: MeetingLine[]; nextCursor: string | null } | Refusal> {
  if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
  const cursor = input ? readCursor(input) : null;
  if (input && !cursor) return { refused: 'input/invalid', fields: { cursor: 'field/unfit' } };
  const limit = Math.min(Math.max(wished, 1), 100);
  const { q } = s.store;
  const { id, kind, title, startsAt, phase, code, venueId, epoch, closedAt } = meeting;
  const rows = await q
    .select({ id, kind, title, startsAt, phase, code, venueId, epoch, closedAt, venueName: venue.name })
    .from(meeting)
    .leftJoin(venue, and(eq(venue.communityId, meeting.communityId), eq(venue.id, meeting.venueId)))
    .where(
      and(
        eq(meeting.communityId, caller.communityId),
        isNull(meeting.joinedInto),
        cursor ? or(lt(startsAt, cursor.at), and(eq(startsAt, cursor.at), lt(id, cursor.id))) : undefined
      )
    )
    .orderBy(desc(startsAt), desc(id))
    .limit(limit + 1)
    .all();
  const page = rows.slice(0, limit);
  const shown = page.map((row) => row.id);
  const entries = await counts(s, entry, caller.communityId, shown);
  const issues = await counts(s, issue, caller.communityId, shown);
  const last = page.at(-1);
  return {
    meetings: page.map((row) => ({
      ...(row as Omit<MeetingLine, 'entries' | 'issues'>),
      entries: entries.get(row.id) ?? 0,
      issues: issues.get(row.id) ?? 0
    })),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.startsAt, id: last.id }) : null
  };
}

/** How many each of these meetings has; the rest of the community's is not looked at. */
async function counts(
  s: Pick<Ground, 'store'>,
  table: typeof entry | typeof issue,
  communityId: string,
  meetings: string[]
) {
  const rows = await s.store.q
    .select({ id: table.meetingId, n: count() })
    .from(table)
    .where(and(eq(table.communityId, communityId), inArray(table.meetingId, meetings)))
    .groupBy(table.meetingId)
    .all();
  return new Map(rows.map((row) => [row.id, row.n]));
}
