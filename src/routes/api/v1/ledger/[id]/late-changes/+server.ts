import { refused } from '$lib/domain/refusal';
import { forCaller, readJson, schemas } from '$server/api';
import { decideLateChange } from '$server/ledger';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.lateChangeInput);
    if (refused(input)) return input;
    const done = await decideLateChange(event.locals.services, caller, { itemId: event.params.id, ...input.value });
    return refused(done) ? done : new Response(null, { status: 204 });
  });
