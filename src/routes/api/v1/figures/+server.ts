import { refused } from '$lib/domain/refusal';
import { answer, forCaller, readQuery, schemas } from '$server/api';
import { monthFigures } from '$server/reports';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.monthQuery);
    if (refused(query)) return query;
    const figures = await monthFigures(event.locals.services, caller, query.value);
    return refused(figures) ? figures : answer(event, figures);
  });
