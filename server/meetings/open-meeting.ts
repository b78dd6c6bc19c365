import { and, eq } from 'drizzle-orm';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { meetingDocument } from '$lib/document/keys';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { findMeeting, type MeetingRow } from './find-meeting';
import { seedDocument } from './seed-document';
import { meeting } from './tables';

/** Begins a planned meeting; one that is under way stays as it is, one that is closed is refused. */
export async function openMeeting(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub },
  caller: Caller,
  id: string
): Promise<MeetingRow | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const row = await findMeeting(s, caller.communityId, id);
  if (!row) return { refused: 'meeting/absent' };
  if (row.phase === 'closed') return { refused: 'meeting/closed' };
  await seedDocument(s, row);
  if (row.phase !== 'prepare') return row;
  await s.hub.change(meetingDocument(id), (doc) => {
    const document = openMeetingDocument(doc);
    if (document.meta().phase === 'prepare') document.setPhase('live');
  });
  await s.store.tx((q) =>
    q
      .update(meeting)
      .set({ phase: 'live' })
      .where(and(eq(meeting.communityId, caller.communityId), eq(meeting.id, id), eq(meeting.phase, 'prepare')))
      .run()
  );
  return { ...row, phase: 'live' };
}
