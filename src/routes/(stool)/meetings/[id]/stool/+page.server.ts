import { error, redirect } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import { REFUSALS, refused } from '$lib/domain/refusal';
import { refusalSentence } from '$lib/words/refusals';
import { getMeeting } from '$server/meetings';
import { writingData } from '../../writing';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
  const { services, caller, locale } = locals;
  if (!caller) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const meeting = await getMeeting(services, caller, params.id);
  if (refused(meeting))
    error(REFUSALS[meeting.refused], { message: refusalSentence(meeting, locale), refusal: meeting });
  const { id, title, epoch, code } = meeting;
  const writes = may(caller.role, 'meetings/write');
  const writing = writes ? { ...(await writingData(services, caller)), code } : null;
  return { meeting: { id, title, epoch }, writing };
};
