import { refused } from '$lib/domain/refusal';
import { answer, forCaller } from '$server/api';
import { eventView, getItem } from '$server/ledger';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const item = await getItem(event.locals.services, caller, event.params.id);
    if (refused(item)) return item;
    return answer(event, { events: item.events.map((event) => eventView(event, item.names)) });
  });
