import { refused } from '$lib/domain/refusal';
import { answer, forCaller, readQuery, schemas } from '$server/api';
import { itemsBehind } from '$server/reports';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.behindQuery);
    if (refused(query)) return query;
    const page = await itemsBehind(event.locals.services, caller, query.value);
    if (refused(page)) return page;
    const { latest: _, ...behind } = page;
    return answer(event, behind);
  });
