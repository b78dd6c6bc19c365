import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** Nobody comes to the desk without signing in; afterwards he is where he wanted to go. */
export const load: LayoutServerLoad = ({ locals, url }) => {
  if (!locals.caller) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  return { me: { name: locals.caller.name, role: locals.caller.role } };
};
