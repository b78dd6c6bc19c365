import { redirect } from '@sveltejs/kit';
import { may, type Role } from '$lib/domain/identity/role';
import { leadsTo } from '$lib/domain/notices/kind';
import { listNotices, markAllRead, markRead, noticeOf } from '$server/notices';
import { signedIn, text } from '../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = Number(url.searchParams.get('before') ?? '');
  const before = Number.isSafeInteger(asked) && asked > 0 ? asked : null;
  return { ...(await listNotices(locals.services, signedIn(locals), before)), later: before !== null };
};

export const actions: Actions = {
  /** Reads one and goes where it leads. */
  open: async ({ request, locals }) => {
    const caller = signedIn(locals);
    const seq = Number(text(await request.formData(), 'seq'));
    const found = await noticeOf(locals.services, caller, seq);
    if (!found) redirect(303, '/notices');
    await markRead(locals.services, caller, seq);
    if (leadsTo(found.kind) === 'channels') redirect(303, channelsFor(caller.role));
    redirect(303, found.itemId === null ? '/notices' : `/ledger/${found.itemId}`);
  },
  read: async ({ request, locals }) => {
    await markRead(locals.services, signedIn(locals), Number(text(await request.formData(), 'seq')));
  },
  all: async ({ request, locals }) => {
    await markAllRead(locals.services, signedIn(locals), Number(text(await request.formData(), 'upTo')));
  }
};

/** Where a way out is mended: an administrator's page, or one's own. */
function channelsFor(role: Role): string {
  return may(role, 'settings/manage') ? '/settings/channels' : '/settings/notices';
}
