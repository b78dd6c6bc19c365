import { refused } from '$lib/domain/refusal';
import { forCaller, readQuery, schemas } from '$server/api';
import { exportItems } from '$server/imports';
import { ledgerFile } from '../../../../ledger-file';
import { askedItems } from '../asked-items';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.exportQuery);
    if (refused(query)) return query;
    const { as = 'xlsx', ...filter } = query.value;
    const { services, locale } = event.locals;
    const file = await exportItems(services, caller, askedItems(filter), as, locale);
    return refused(file) ? file : ledgerFile(file, as);
  });
