import { json } from '@sveltejs/kit';
import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import { reportBack } from '$server/meetings';
import type { RequestHandler } from './$types';

/** What earlier meetings promised here, for the tablet that reports it back. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const found = locals.caller
    ? await reportBack(locals.services, locals.caller, params.id)
    : { refused: 'sign-in/required' as const };
  if (refused(found)) return problemResponse(found, locals.locale, url.pathname);
  return json(found, { headers: { 'cache-control': 'private, no-cache' } });
};
