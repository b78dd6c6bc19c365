import { refused } from '$lib/domain/refusal';
import { answer, forCaller, judge, readQuery, schemas } from '$server/api';
import { unitFigures } from '$server/reports';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const params = judge(schemas.metricParams, event.params);
    if (refused(params)) return { refused: 'page/absent' };
    const query = readQuery(event.url, schemas.monthQuery);
    if (refused(query)) return query;
    const asked = { metric: params.value.key, ...query.value };
    const figures = await unitFigures(event.locals.services, caller, asked);
    return refused(figures) ? figures : answer(event, figures);
  });
