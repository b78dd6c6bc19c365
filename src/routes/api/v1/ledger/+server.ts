import { usualOrder } from '$lib/domain/ledger/list-order';
import { refused } from '$lib/domain/refusal';
import { answer, forCaller, itemView, readQuery, schemas } from '$server/api';
import { listItems } from '$server/ledger';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.ledgerQuery);
    if (refused(query)) return query;
    const { overdue, sort, order, ...filter } = query.value;
    const usual = usualOrder(sort ?? 'created');
    const page = await listItems(event.locals.services, caller, {
      ...filter,
      overdue: overdue === 'true',
      sort: order ? { by: usual.by, desc: order === 'desc' } : usual
    });
    return refused(page) ? page : answer(event, { ...page, items: page.items.map(itemView) });
  });
