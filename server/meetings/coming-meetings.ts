import { and, asc, eq, gte, isNull, lt, ne } from 'drizzle-orm';
import type { Dated } from '$lib/domain/meetings/conflicts';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { meeting } from './tables';

const BACK_MS = 12 * 3600_000;
const AHEAD_MS = 120 * 24 * 3600_000;
const MOST = 300;

/** The community's meetings of today and the coming months, to be held against one that is being planned. */
export async function comingMeetings(s: Pick<Ground, 'store' | 'now'>, { communityId }: Caller): Promise<Dated[]> {
  const now = s.now().getTime();
  const { id, title, venueId, startsAt } = meeting;
  return await s.store.q
    .select({ id, title, venueId, startsAt })
    .from(meeting)
    .where(
      and(
        eq(meeting.communityId, communityId),
        isNull(meeting.joinedInto),
        ne(meeting.phase, 'closed'),
        gte(startsAt, new Date(now - BACK_MS).toISOString()),
        lt(startsAt, new Date(now + AHEAD_MS).toISOString())
      )
    )
    .orderBy(asc(startsAt))
    .limit(MOST)
    .all();
}
