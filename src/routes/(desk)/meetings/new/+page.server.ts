import { redirect } from '@sveltejs/kit';
import { agendaTemplate } from '$lib/domain/meetings/agenda-template';
import { withCarried } from '$lib/domain/meetings/carried';
import { addDays } from '$lib/domain/meetings/days';
import { MEETING_KINDS, type MeetingKind } from '$lib/domain/meetings/kind';
import { refused } from '$lib/domain/refusal';
import { listVenues, timeZoneOf, today } from '$server/community';
import { carriedForPlan, comingMeetings, planMeeting } from '$server/meetings';
import { orError, permitted, refuse, signedIn } from '../../answer';
import { planFrom } from './plan-form';
import type { Actions, PageServerLoad } from './$types';

/** When people are home from work and supper is over. */
const USUAL_TIME = '18:30';

export const load: PageServerLoad = async ({ locals, url }) => {
  const caller = permitted(locals, 'meetings/plan');
  const { services, locale } = locals;
  const kind = MEETING_KINDS.find((kind) => kind === url.searchParams.get('kind')) ?? 'stool';
  const venueId = url.searchParams.get('venue') ?? '';
  const carried = orError(await carriedForPlan(services, caller, { venueId: venueId || null, kind }), locale);
  const templates = Object.fromEntries(MEETING_KINDS.map((kind) => [kind, agendaTemplate(kind, locale)]));
  return {
    id: crypto.randomUUID(),
    templates: templates as Record<MeetingKind, ReturnType<typeof agendaTemplate>>,
    coming: await comingMeetings(services, caller),
    carried,
    venues: (await listVenues(services, caller.communityId)).map(({ id, name }) => ({ id, name })),
    draft: {
      kind,
      venueId,
      title: '',
      day: addDays(await today(services, caller.communityId), 1),
      time: USUAL_TIME,
      agenda: withCarried(agendaTemplate(kind, locale), carried)
    }
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const caller = signedIn(locals);
    const { services, locale } = locals;
    const venues = await listVenues(services, caller.communityId);
    const timeZone = await timeZoneOf(services, caller.communityId);
    const { draft, plan } = planFrom(await request.formData(), { venues, timeZone, locale });
    if (refused(plan)) return refuse(plan, locale, { draft });
    const meeting = await planMeeting(services, caller, { ...plan.value, locale });
    if (refused(meeting)) return refuse(meeting, locale, { draft });
    redirect(303, `/meetings/${meeting.id}`);
  }
};
