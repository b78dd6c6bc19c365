import { redirect } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import { writingData } from '../writing';
import type { PageServerLoad } from './$types';

/** Beginning a meeting on the tablet itself: with what is kept of this page it can be done without a network. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { services, caller } = locals;
  if (!caller) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  if (!may(caller.role, 'meetings/plan') || !may(caller.role, 'meetings/write')) redirect(303, '/meetings');
  return { writing: await writingData(services, caller) };
};
