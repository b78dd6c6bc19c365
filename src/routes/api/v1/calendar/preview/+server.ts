import { refused } from '$lib/domain/refusal';
import { answer, forCaller, readJson, schemas } from '$server/api';
import { previewCalendar } from '$server/calendar';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.calendarText);
    if (refused(input)) return input;
    const seen = await previewCalendar(event.locals.services, caller, input.value);
    if (refused(seen)) return seen;
    const { format: _, ...preview } = seen;
    return answer(event, preview);
  });
