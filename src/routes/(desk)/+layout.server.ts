import { redirect } from '@sveltejs/kit';
import { countUnread } from '$server/notices';
import type { LayoutServerLoad } from './$types';

/** Nobody comes to the desk without signing in; afterwards he is where he wanted to go. What is new is counted with each page. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
  const here = url.pathname + url.search;
  if (!locals.caller) redirect(303, `/sign-in?next=${encodeURIComponent(here)}`);
  return {
    me: { name: locals.caller.name, role: locals.caller.role },
    unread: await countUnread(locals.services, locals.caller)
  };
};
