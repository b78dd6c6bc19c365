import { may } from '$lib/domain/identity/role';
import { listMeetings } from '$server/meetings';
import { orError, signedIn } from '../answer';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const caller = signedIn(locals);
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const { meetings, nextCursor } = orError(await listMeetings(locals.services, caller, { cursor }), locals.locale);
  return {
    lines: meetings.map(({ id, kind, title, venueName, startsAt, phase, entries, issues }) => ({
      id,
      kind,
      title,
      venue: venueName,
      startsAt,
      phase,
      entries,
      issues
    })),
    older: cursor !== undefined,
    olderHref: nextCursor && `/meetings?cursor=${encodeURIComponent(nextCursor)}`,
    accountId: caller.accountId,
    mayPlan: may(caller.role, 'meetings/plan')
  };
};
