import { LARGEST_FILE } from '$lib/document/unsent-file';
import { redirect } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import { refused } from '$lib/domain/refusal';
import { qrPath } from '$lib/features/meetings/record/qr';
import { listParties } from '$server/community';
import { listInvitations } from '$server/invitations';
import { decideLateChange } from '$server/ledger';
import {
  bringIn,
  decideAside,
  joinMeetings,
  listMeetings,
  meetingRecord,
  openMeeting,
  chooseTrack,
  procedureOf
} from '$server/meetings';
import { minutesFinal } from '$server/papers';
import { orError, refuse, signedIn, text } from '../../answer';
import type { Caller } from '$server/identity/caller';
import type { Services } from '$server/services';
import { recordView } from './record-view';
import type { Actions, PageServerLoad } from './$types';

const NEAR_MS = 3 * 24 * 3600_000;

async function othersAround(services: Services, caller: Caller, { id, startsAt }: { id: string; startsAt: string }) {
  const found = await listMeetings(services, caller, { limit: 100 });
  if (refused(found)) return [];
  return found.meetings
    .filter((meeting) => meeting.id !== id && Math.abs(Date.parse(meeting.startsAt) - Date.parse(startsAt)) <= NEAR_MS)
    .map(({ id, title, startsAt }) => ({ id, title, startsAt }));
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const caller = signedIn(locals);
  const { services } = locals;
  const found = orError(await meetingRecord(services, caller, params.id), locals.locale);
  if (found.meeting.joinedInto) redirect(303, `/meetings/${found.meeting.joinedInto}`);
  const owners = found.lateChanges.some((change) => change.field === 'ownerId')
    ? await listParties(services, caller.communityId)
    : [];
  const { track, requirements } = orError(
    await procedureOf(services, caller, params.id, { minutesFinal: await minutesFinal(services, caller, params.id) }),
    locals.locale
  );
  const invited = orError(await listInvitations(services, caller, params.id), locals.locale);
  const address = `${services.config.origin ?? url.origin}/m/${found.meeting.code}`;
  return {
    /** Meetings that this one may turn out to be the same as. */
    others: may(caller.role, 'office') ? await othersAround(services, caller, found.meeting) : [],
    record: recordView(found, Object.fromEntries(owners.map(({ id, name }) => [id, name]))),
    invited: invited.map(({ id, organisation, openedAt, answer, who, note }) => ({
      id,
      organisation,
      opened: openedAt !== null,
      answer,
      who,
      note
    })),
    procedure: { track, requirements, mayChoose: may(caller.role, 'meetings/plan') },
    address,
    qr: qrPath(address),
    rights: {
      write: may(caller.role, 'meetings/write'),
      open: may(caller.role, 'meetings/write'),
      decide: may(caller.role, 'ledger/write')
    }
  };
};

export const actions: Actions = {
  track: async ({ request, locals, params }) => {
    const track = text(await request.formData(), 'track');
    const done = await chooseTrack(locals.services, signedIn(locals), params.id, track);
    return refused(done) ? refuse(done, locals.locale) : { done: 'track' as const };
  },

  open: async ({ locals, params }) => {
    const result = await openMeeting(locals.services, signedIn(locals), params.id);
    return refused(result) ? refuse(result, locals.locale) : { done: 'opened' as const };
  },

  bringIn: async ({ request, locals, params }) => {
    const caller = signedIn(locals);
    const file = (await request.formData()).get('file');
    const input = file instanceof File && file.size <= LARGEST_FILE ? await file.text() : '';
    const result = await bringIn(locals.services, caller, params.id, input);
    return refused(result) ? refuse(result, locals.locale) : { done: 'brought-in' as const, brought: result };
  },

  join: async ({ request, locals, params }) => {
    const into = text(await request.formData(), 'into');
    const result = await joinMeetings(locals.services, signedIn(locals), params.id, into);
    if (refused(result)) return refuse(result, locals.locale);
    redirect(303, `/meetings/${result.id}`);
  },

  aside: async ({ request, locals, params }) => {
    const form = await request.formData();
    const ids = form.getAll('id').map(Number).filter(Number.isSafeInteger);
    const decision = text(form, 'decision') === 'take' ? 'taken' : 'left';
    const result = await decideAside(locals.services, signedIn(locals), params.id, { ids, decision });
    return refused(result) ? refuse(result, locals.locale) : { done: `aside-${decision}` as const };
  },

  late: async ({ request, locals }) => {
    const caller = signedIn(locals);
    const form = await request.formData();
    const result = await decideLateChange(locals.services, caller, {
      itemId: text(form, 'itemId'),
      field: text(form, 'field'),
      decision: text(form, 'decision') === 'take' ? 'take' : 'keep',
      // A form sends line ends as two characters.
      tabletValue: String(form.get('tabletValue') ?? '').replaceAll('\r\n', '\n')
    });
    return refused(result) ? refuse(result, locals.locale) : { done: 'decided' as const };
  }
};
