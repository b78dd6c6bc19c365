import { refused } from '$lib/domain/refusal';
import { answer, forCaller } from '$server/api';
import { viewCounts } from '$server/ledger';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const counts = await viewCounts(event.locals.services, caller);
    return refused(counts) ? counts : answer(event, { counts });
  });
