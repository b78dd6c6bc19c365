import { and, eq, ne, or } from 'drizzle-orm';
import { meetingDocument } from '$lib/document/keys';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import type { MeetingRow } from './find-meeting';
import { seedDocument } from './seed-document';
import { meeting } from './tables';
import { tellClosed } from './tell-closed';

/**
 * At start: a process can die between planning a meeting and filling its document, or between closing it and telling its
 * tablets. What the document was last seen to say stands in the row, so that only those are opened.
 */
export async function repairPhases(s: Pick<Ground, 'store' | 'log'> & { hub: Hub }): Promise<void> {
  const lagging = (await s.store.q
    .select()
    .from(meeting)
    .where(or(eq(meeting.documentPhase, ''), and(eq(meeting.phase, 'closed'), ne(meeting.documentPhase, 'closed'))))
    .all()) as MeetingRow[];
  for (const row of lagging)
    try {
      await seedDocument(s, row);
      if (row.phase === 'closed') await tellClosed(s, row.id);
      await s.hub.settle(meetingDocument(row.id));
    } catch (error) {
      s.log.error({ err: error, meeting: row.id }, 'meeting document repair failed');
    }
}
