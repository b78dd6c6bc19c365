import { Readable } from 'node:stream';
import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import { exportItems } from '$server/imports';
import { askedFilter } from '../asked-filter';
import type { RequestHandler } from './$types';

/** All items that fit the list's filter as a file: `?as=xlsx` or `?as=csv`. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { caller, services, locale } = locals;
  if (!caller) return problemResponse({ refused: 'sign-in/required' }, locale, url.pathname);
  const as = url.searchParams.get('as') === 'csv' ? 'csv' : 'xlsx';
  const file = await exportItems(services, caller, askedFilter(url.searchParams), as, locale);
  if (refused(file)) return problemResponse(file, locale, url.pathname);
  // Made while it is sent: whoever breaks off ends the making.
  const body = Readable.toWeb(Readable.from(file.content)) as ReadableStream;
  return new Response(body, {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename="ledger.${as}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'private, no-store'
    }
  });
};
