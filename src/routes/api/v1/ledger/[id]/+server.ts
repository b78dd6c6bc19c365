import { refused } from '$lib/domain/refusal';
import { answer, forCaller, itemPageView } from '$server/api';
import { getItem } from '$server/ledger';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const item = await getItem(event.locals.services, caller, event.params.id);
    return refused(item) ? item : answer(event, itemPageView(item));
  });
