import { partsOf } from '$lib/domain/meetings/days';
import { refused } from '$lib/domain/refusal';
import { answer, calendarView, forCaller, readJson, readQuery, schemas } from '$server/api';
import { calendarOf, importCalendar, listCalendarImports } from '$server/calendar';
import { today } from '$server/community';
import { recalculateDeadlines } from '$server/ledger';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async ({ communityId }) => {
    const query = readQuery(event.url, schemas.yearQuery);
    if (refused(query)) return query;
    const { services } = event.locals;
    const { q } = services.store;
    const year = query.value.year ?? partsOf(await today(services, communityId)).year;
    const imports = await listCalendarImports(q, communityId, year);
    return answer(event, calendarView(await calendarOf(q, communityId), year, imports));
  });

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.calendarInput);
    if (refused(input)) return input;
    const { services } = event.locals;
    const taken = await importCalendar(services, caller, { source: '', ...input.value });
    if (refused(taken)) return taken;
    return answer(event, { ...taken, recalculated: await recalculateDeadlines(services, caller.communityId) });
  });
