import { eq } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { DocumentKind, Hub } from '../collab';
import type { Ground } from '../ground';
import type { Hearing } from '../ledger';
import { absorb } from './absorb';
import { carryOver } from './join-meetings';
import { findMeeting } from './find-meeting';
import { meeting } from './tables';
import { tellClosed } from './tell-closed';

const NAME = /^meeting\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

function idOf(documentName: string): string {
  return NAME.exec(documentName)?.[1] ?? '';
}

/** What the sync server must know of `meeting/<uuid>`: who may open it, and how it feeds the database. */
export function meetingKind(s: Pick<Ground, 'store' | 'now' | 'log'> & Hearing & { hub: Hub }): DocumentKind {
  return {
    name: 'meeting',
    settleMs: 400,
    matches: (documentName) => NAME.test(documentName),
    async open(caller, documentName) {
      const row = await findMeeting(s, caller.communityId, idOf(documentName));
      if (!row) return null;
      // It holds what is withheld, untaken and taken back: who does not hold the meeting reads what the server makes of it.
      return { right: may(caller.role, 'meetings/write') ? 'edit' : 'none', epoch: row.epoch };
    },
    async epoch(documentName) {
      const row = await s.store.q
        .select({ epoch: meeting.epoch })
        .from(meeting)
        .where(eq(meeting.id, idOf(documentName)))
        .get();
      return row?.epoch ?? null;
    },
    keepsRecordsOf: ['entries', 'issues', 'agenda', 'polls', 'disputes', 'reports', 'marks'],
    async settled(documentName, doc, whose) {
      const id = idOf(documentName);
      const { tellClosed: untold, joinedInto } = await absorb(s, id, doc, whose);
      if (joinedInto) return await carryOver(s, doc, joinedInto);
      // Not waited for: the hub is in the middle of settling this very document.
      if (untold)
        void tellClosed(s, id).catch((error: unknown) =>
          s.log.error({ err: error, meeting: id }, 'close broadcast failed')
        );
    }
  };
}
