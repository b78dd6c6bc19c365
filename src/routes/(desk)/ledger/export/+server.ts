import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import { exportItems } from '$server/imports';
import { ledgerFile } from '../../../ledger-file';
import { askedFilter } from '../asked-filter';
import type { RequestHandler } from './$types';

/** All items that fit the list's filter as a file: `?as=xlsx` or `?as=csv`. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { caller, services, locale } = locals;
  if (!caller) return problemResponse({ refused: 'sign-in/required' }, locale, url.pathname);
  const as = url.searchParams.get('as') === 'csv' ? 'csv' : 'xlsx';
  const file = await exportItems(services, caller, askedFilter(url.searchParams), as, locale);
  return refused(file) ? problemResponse(file, locale, url.pathname) : ledgerFile(file, as);
};
