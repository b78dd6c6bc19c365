import { refused } from '$lib/domain/refusal';
import { listParties, listVenues } from '$server/community';
import { invite, listInvitations, withdrawInvitation } from '$server/invitations';
import { findMeeting, type MeetingRow } from '$server/meetings';
import { orError, refuse, signedIn, text } from '../../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const caller = signedIn(locals);
  const { services, locale } = locals;
  const { communityId } = caller;
  const meeting = orError<MeetingRow>(
    (await findMeeting(services, communityId, params.id)) ?? { refused: 'meeting/absent' },
    locale
  );
  const invited = orError(await listInvitations(services, caller, params.id), locale);
  const [parties, venues] = await Promise.all([listParties(services, communityId), listVenues(services, communityId)]);
  const taken = new Set(invited.map(({ organisation }) => organisation));
  const origin = services.config.origin ?? url.origin;
  return {
    meeting: {
      id: meeting.id,
      title: meeting.title,
      startsAt: meeting.startsAt,
      closed: meeting.phase === 'closed',
      venue: venues.find(({ id }) => id === meeting.venueId)?.name ?? null
    },
    organisations: parties
      .filter(({ kind, name }) => kind === 'organisation' && !taken.has(name))
      .map(({ id, name }) => ({ id, name })),
    invited: invited.map(({ id, organisation, matter, token, openedAt, answer, answeredAt, who, note }) => ({
      id,
      organisation,
      matter,
      opened: openedAt !== null,
      answer,
      answeredAt,
      who,
      note,
      address: `${origin}/i/${token}`
    }))
  };
};

export const actions: Actions = {
  invite: async ({ request, locals, params }) => {
    const form = await request.formData();
    const input = { organisation: text(form, 'organisation'), matter: text(form, 'matter') };
    const partyId = text(form, 'partyId') || null;
    const done = await invite(locals.services, signedIn(locals), params.id, { ...input, partyId });
    return refused(done) ? refuse(done, locals.locale, input) : { invited: done.organisation };
  },
  withdraw: async ({ request, locals, params }) => {
    const id = text(await request.formData(), 'id');
    const done = await withdrawInvitation(locals.services, signedIn(locals), params.id, id);
    return refused(done) ? refuse(done, locals.locale) : { withdrawn: true };
  }
};
