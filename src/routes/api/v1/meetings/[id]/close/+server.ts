import { refused } from '$lib/domain/refusal';
import { answer, forCaller, itemView } from '$server/api';
import { closeMeeting } from '$server/meetings';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const closed = await closeMeeting(event.locals.services, caller, event.params.id);
    return refused(closed) ? closed : answer(event, { ...closed, items: closed.items.map(itemView) });
  });
