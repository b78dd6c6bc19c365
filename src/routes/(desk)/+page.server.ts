import { redirect } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import type { PageServerLoad } from './$types';

/** The server's own door leads to where one works. A page and no endpoint: signing in comes here without a whole new load. */
export const load: PageServerLoad = ({ locals }) => {
  if (!locals.caller) redirect(303, '/sign-in');
  redirect(303, may(locals.caller.role, 'meetings/read') ? '/meetings' : '/ledger');
};
