import { error, fail, redirect } from '@sveltejs/kit';
import { REFUSALS, refused } from '$lib/domain/refusal';
import { refusalSentence } from '$lib/words/refusals';
import { getCommunity, listVenues } from '$server/community';
import { answerInvitation, invitationOf, noteOpened } from '$server/invitations';
import { localeOf } from '../../live-page';
import { langOf } from '../../phone';
import { reading } from '../../reading';
import type { Actions, PageServerLoad } from './$types';

/** The page of an invited organisation. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url, setHeaders } = event;
  const { services } = locals;
  const read = reading(event);
  setHeaders({ 'cache-control': 'no-store' });
  const found = await invitationOf(services, params.token);
  if (refused(found)) error(REFUSALS[found.refused], refusalSentence(found, read.locale));
  const { invitation, meeting } = found;
  await noteOpened(services, invitation);
  const community = await getCommunity(services, meeting.communityId);
  const venues = await listVenues(services, meeting.communityId);
  const { code, title, startsAt, venueId, phase } = meeting;
  const { organisation, matter, answer, who, note } = invitation;
  return {
    ...read,
    back: `/m/${code}${langOf(url)}`,
    timeZone: community?.timeZone ?? 'Asia/Shanghai',
    now: services.now().toISOString(),
    meeting: {
      code,
      title,
      startsAt,
      closed: phase === 'closed',
      community: community?.name ?? '',
      venue: venues.find(({ id }) => id === venueId)?.name ?? null,
      agenda: meeting.agenda.map(({ title }) => title)
    },
    invitation: { organisation, matter, answer, who, note }
  };
};

export const actions: Actions = {
  default: async ({ locals, params, url, request }) => {
    const form = await request.formData();
    const said = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.slice(0, 2_000) : '';
    };
    const input = { answer: said('answer'), who: said('who'), note: said('note') };
    const done = await answerInvitation(locals.services, params.token, input);
    if (refused(done))
      return fail(REFUSALS[done.refused], { ...input, notice: refusalSentence(done, localeOf(url, locals.locale)) });
    redirect(303, `/i/${params.token}${langOf(url)}`);
  }
};
