import { may } from '$lib/domain/identity/role';
import { refused } from '$lib/domain/refusal';
import { listParties } from '$server/community';
import { decideLateChange, getItem } from '$server/ledger';
import { orError, refuse, signedIn, text } from '../../answer';
import { itemLine } from '../lines';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const caller = signedIn(locals);
  const found = orError(await getItem(locals.services, caller, params.id), locals.locale);
  const { detail, tier, answer, channel, raisedBy, supporters, createdAt, updatedAt, meeting, entries } = found;
  const owners = found.lateChanges.some((change) => change.field === 'ownerId')
    ? await listParties(locals.services, caller.communityId)
    : [];
  const names = Object.fromEntries(owners.map(({ id, name }) => [id, name]));
  return {
    item: {
      ...itemLine(found),
      ...{ detail, tier, answer, channel, raisedBy, supporters, createdAt, updatedAt, meeting },
      quotes: entries,
      photos: found.photos.map(({ id, kind, takenAt, stored }) => ({
        ...{ id, kind, takenAt, here: stored !== null },
        ...{ width: stored?.width ?? null, height: stored?.height ?? null }
      })),
      events: found.events.map(({ seq, at, actorName, act, fromState, toState, reason }) => ({
        ...{ seq, at, actor: actorName, act, fromState, toState, reason }
      })),
      lateChanges: found.lateChanges.map((change) => ({ ...change, itemId: found.id, names }))
    },
    rights: { decide: may(caller.role, 'ledger/write'), openMeeting: may(caller.role, 'meetings/read') }
  };
};

export const actions: Actions = {
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
    return refused(result) ? refuse(result, locals.locale) : { decided: true };
  }
};
