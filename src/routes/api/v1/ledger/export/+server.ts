import { refused } from '$lib/domain/refusal';
import { forCaller, readQuery, schemas } from '$server/api';
import { exportItems } from '$server/imports';
import { ledgerFile } from '../../../../ledger-file';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.exportQuery);
    if (refused(query)) return query;
    const { as = 'xlsx', overdue, late, ...filter } = query.value;
    const { services, locale } = event.locals;
    const asked = { ...filter, overdue: overdue === 'true', late: late === 'true' };
    const file = await exportItems(services, caller, asked, as, locale);
    return refused(file) ? file : ledgerFile(file, as);
  });
