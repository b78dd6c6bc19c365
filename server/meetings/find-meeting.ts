import { and, eq } from 'drizzle-orm';
import { normaliseCode } from '$lib/domain/meetings/code';
import type { MeetingKind, Phase } from '$lib/domain/meetings/kind';
import type { Ground } from '../ground';
import { meeting } from './tables';

export type MeetingRow = Omit<typeof meeting.$inferSelect, 'kind' | 'phase'> & { kind: MeetingKind; phase: Phase };

/** A meeting of this community, or null. */
export async function findMeeting(
  s: Pick<Ground, 'store'>,
  communityId: string,
  id: string
): Promise<MeetingRow | null> {
  const row = await s.store.q
    .select()
    .from(meeting)
    .where(and(eq(meeting.communityId, communityId), eq(meeting.id, id)))
    .get();
  return (row as MeetingRow | undefined) ?? null;
}

/** A meeting by the six characters that everybody may know, however they are typed, or null. */
export async function meetingByCode(s: Pick<Ground, 'store'>, typed: string): Promise<MeetingRow | null> {
  const code = normaliseCode(typed);
  const row = code && (await s.store.q.select().from(meeting).where(eq(meeting.code, code)).get());
  // The code of a meeting that was joined into another still stands on somebody's notice.
  if (row && row.joinedInto) return await findMeeting(s, row.communityId, row.joinedInto);
  return row ? (row as MeetingRow) : null;
}
