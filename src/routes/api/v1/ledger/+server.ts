import { refused } from '$lib/domain/refusal';
import { answer, forCaller, itemView, readQuery, schemas } from '$server/api';
import { listItems } from '$server/ledger';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.ledgerQuery);
    if (refused(query)) return query;
    const { overdue, late, ...filter } = query.value;
    const asked = { ...filter, overdue: overdue === 'true', late: late === 'true' };
    const page = await listItems(event.locals.services, caller, asked);
    return refused(page) ? page : answer(event, { ...page, items: page.items.map(itemView) });
  });
