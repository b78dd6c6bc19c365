import { redirect } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) => {
  if (!locals.caller) redirect(303, '/sign-in');
  redirect(303, may(locals.caller.role, 'meetings/read') ? '/meetings' : '/ledger');
};
