import { refused } from '$lib/domain/refusal';
import { answer, forCaller, itemView, readQuery, schemas } from '$server/api';
import { listItems } from '$server/ledger';
import { askedItems } from './asked-items';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.ledgerQuery);
    if (refused(query)) return query;
    const page = await listItems(event.locals.services, caller, askedItems(query.value));
    return refused(page) ? page : answer(event, { ...page, items: page.items.map(itemView) });
  });
