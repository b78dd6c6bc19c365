import { refused } from '$lib/domain/refusal';
import { forCaller, readJson, schemas } from '$server/api';
import { markAllRead, markRead } from '$server/notices';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.readInput);
    if (refused(input)) return input;
    const { services } = event.locals;
    if ('seq' in input.value) await markRead(services, caller, input.value.seq);
    else await markAllRead(services, caller, input.value.upTo);
    return new Response(null, { status: 204 });
  });
