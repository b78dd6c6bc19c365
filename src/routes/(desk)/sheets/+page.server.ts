import { redirect } from '@sveltejs/kit';
import { refused } from '$lib/domain/refusal';
import { findMeeting } from '$server/meetings';
import { findSheet, issueSheets, listSheets } from '$server/sheets';
import { orError, refuse, signedIn, text } from '../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const caller = signedIn(locals);
  const { services } = locals;
  const id = url.searchParams.get('meeting');
  const meeting = id ? await findMeeting(services, caller.communityId, id) : null;
  return {
    meeting: meeting ? { id: meeting.id, title: meeting.title } : null,
    sheets: orError(await listSheets(services, caller, meeting?.id ?? null), locals.locale)
  };
};

export const actions: Actions = {
  print: async ({ request, locals }) => {
    const form = await request.formData();
    const meetingId = text(form, 'meetingId') || null;
    const done = await issueSheets(locals.services, signedIn(locals), {
      meetingId,
      count: Number(text(form, 'count'))
    });
    if (refused(done)) return refuse(done, locals.locale);
    redirect(303, `/sheets/print?from=${done.numbers[0]}&count=${done.numbers.length}`);
  },

  find: async ({ request, locals }) => {
    const number = text(await request.formData(), 'number');
    const found = await findSheet(locals.services, signedIn(locals), number);
    if (refused(found)) return refuse(found, locals.locale, { number });
    redirect(303, `/sheets/${found.number}`);
  }
};
