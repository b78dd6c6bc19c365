import type { MeetingRow } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { gatherWrites, type GatherWrites } from './gather-writes';
import { createQuota, type Quota } from './quota';
import { tellMeeting } from './tell-meeting';

/** What the acts of phones share. */
export interface Phones {
  quota: Quota;
  write: GatherWrites;
  /**
   * Tells the meeting what its phones did, once for all that came meanwhile. Resolves when the meeting knows; a failure is
   * logged, since what was done is kept and the next one tells it again.
   */
  tell(meeting: Pick<MeetingRow, 'communityId' | 'id'>): Promise<void>;
}

/** Votes come in hundreds at the same moment: the tablets need hear of them some five times a second. */
const GATHER_MS = 200;

export function createPhones(s: Pick<Ground, 'store' | 'log' | 'now'> & { hub: Hub }): Phones {
  const next = new Map<string, Promise<void>>();
  const busy = new Map<string, Promise<void>>();

  async function gather(meeting: Pick<MeetingRow, 'communityId' | 'id'>): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    await busy.get(meeting.id);
    next.delete(meeting.id);
    const work = tellMeeting(s, meeting)
      .catch((error: unknown) => s.log.error({ err: error, meeting: meeting.id }, 'phone activity broadcast failed'))
      .finally(() => {
        if (busy.get(meeting.id) === work) busy.delete(meeting.id);
      });
    busy.set(meeting.id, work);
    await work;
  }

  return {
    quota: createQuota(s.now),
    write: gatherWrites(s.store),
    tell(meeting) {
      const waiting = next.get(meeting.id) ?? gather(meeting);
      next.set(meeting.id, waiting);
      return waiting;
    }
  };
}
