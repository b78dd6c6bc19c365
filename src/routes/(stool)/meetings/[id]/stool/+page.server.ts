import { error, redirect } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import { REFUSALS, refused } from '$lib/domain/refusal';
import { refusalSentence } from '$lib/words/refusals';
import { listParties, listVenues } from '$server/community';
import { hasPin } from '$server/identity';
import { getMeeting } from '$server/meetings';
import type { PageServerLoad } from './$types';

/** What a tablet needs beside the shared document: who can own a promise, which places there are, who is writing. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
  const { services, caller, locale } = locals;
  if (!caller) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const meeting = await getMeeting(services, caller, params.id);
  if (refused(meeting))
    error(REFUSALS[meeting.refused], { message: refusalSentence(meeting, locale), refusal: meeting });
  const { id, title, epoch } = meeting;
  if (!may(caller.role, 'meetings/write')) return { meeting: { id, title, epoch }, writing: null };
  const [parties, venues, pin] = await Promise.all([
    listParties(services, caller.communityId),
    listVenues(services, caller.communityId),
    hasPin(services, caller)
  ]);
  return {
    meeting: { id, title, epoch },
    writing: {
      me: { accountId: caller.accountId, username: caller.username, name: caller.name, partyId: caller.partyId, pin },
      parties: parties.map(({ id, kind, name, title, pinyin, initials }) => ({
        id,
        kind,
        name,
        title,
        pinyin,
        initials
      })),
      venues: venues.map(({ id, name }) => ({ id, name })),
      calendar: null
    }
  };
};
