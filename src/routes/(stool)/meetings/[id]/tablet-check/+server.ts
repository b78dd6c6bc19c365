import { json } from '@sveltejs/kit';
import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import { checkTablets } from '$server/meetings';
import type { RequestHandler } from './$types';

/** Which tablets wrote here, and who still holds something. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const found = locals.caller
    ? await checkTablets(locals.services, locals.caller, params.id)
    : { refused: 'sign-in/required' as const };
  if (refused(found)) return problemResponse(found, locals.locale, url.pathname);
  return json(found, { headers: { 'cache-control': 'no-store' } });
};
