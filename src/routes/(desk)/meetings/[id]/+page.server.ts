import { LARGEST_FILE } from '$lib/document/unsent-file';
import { may } from '$lib/domain/identity/role';
import { refused } from '$lib/domain/refusal';
import { qrPath } from '$lib/features/meetings/record/qr';
import { listParties } from '$server/community';
import { decideLateChange } from '$server/ledger';
import { bringIn, meetingRecord, openMeeting } from '$server/meetings';
import { orError, refuse, signedIn, text } from '../../answer';
import { recordView } from './record-view';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const caller = signedIn(locals);
  const { services } = locals;
  const found = orError(await meetingRecord(services, caller, params.id), locals.locale);
  const owners = found.lateChanges.some((change) => change.field === 'ownerId')
    ? await listParties(services, caller.communityId)
    : [];
  const address = `${services.config.origin ?? url.origin}/m/${found.meeting.code}`;
  return {
    record: recordView(found, Object.fromEntries(owners.map(({ id, name }) => [id, name]))),
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
  open: async ({ locals, params }) => {
    const result = await openMeeting(locals.services, signedIn(locals), params.id);
    return refused(result) ? refuse(result, locals.locale) : { done: 'opened' as const };
  },

  bringIn: async ({ request, locals, params }) => {
    const caller = signedIn(locals);
    const file = (await request.formData()).get('file');
    const given = file instanceof File && file.size <= LARGEST_FILE ? await file.text() : '';
    const result = await bringIn(locals.services, caller, params.id, given);
    return refused(result) ? refuse(result, locals.locale) : { done: 'brought-in' as const, brought: result };
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
