import { json } from '@sveltejs/kit';
import { MEETING_KINDS } from '$lib/domain/meetings/kind';
import { refused } from '$lib/domain/refusal';
import { problemResponse } from '$server/api';
import { carriedForPlan } from '$server/meetings';
import type { RequestHandler } from './$types';

/** What was put off at a place, for the planning form when another place is chosen. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const kind = MEETING_KINDS.find((kind) => kind === url.searchParams.get('kind')) ?? 'stool';
  const found = locals.caller
    ? await carriedForPlan(locals.services, locals.caller, { venueId: url.searchParams.get('venue') || null, kind })
    : { refused: 'sign-in/required' as const };
  if (refused(found)) return problemResponse(found, locals.locale, url.pathname);
  return json(found, { headers: { 'cache-control': 'private, no-cache' } });
};
