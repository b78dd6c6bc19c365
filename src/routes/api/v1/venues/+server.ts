import { answer, forCaller } from '$server/api';
import { listVenues } from '$server/community';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const venues = await listVenues(event.locals.services, caller.communityId);
    return answer(event, { venues: venues.map(({ id, name, kind, gridId }) => ({ id, name, kind, gridId })) });
  });
