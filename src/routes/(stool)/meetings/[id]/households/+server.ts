import { json } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import { problemResponse } from '$server/api';
import { listHouseholds } from '$server/attendance';
import type { RequestHandler } from './$types';

/** The homes of the neighbourhood, for the sign-in on a tablet. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { caller, services, locale } = locals;
  if (!caller) return problemResponse({ refused: 'sign-in/required' }, locale, url.pathname);
  if (!may(caller.role, 'meetings/write')) return problemResponse({ refused: 'right/missing' }, locale, url.pathname);
  return json(await listHouseholds(services, caller.communityId), {
    headers: { 'cache-control': 'private, no-cache' }
  });
};
