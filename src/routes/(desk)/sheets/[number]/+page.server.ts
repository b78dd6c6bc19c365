import { refused } from '$lib/domain/refusal';
import { readSheetLines } from '$lib/domain/sheets/sheet';
import { findMeeting, listMeetings } from '$server/meetings';
import { bringBack, findSheet } from '$server/sheets';
import { orError, refuse, signedIn, text } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

const OFFERED = 60;

export const load: PageServerLoad = async ({ locals, params }) => {
  const caller = signedIn(locals);
  const { services, locale } = locals;
  const { number, meetingId, photos, rows } = orError(await findSheet(services, caller, params.number), locale);
  const meeting = meetingId ? await findMeeting(services, caller.communityId, meetingId) : null;
  const found = meeting ? null : orError(await listMeetings(services, caller, { limit: OFFERED }), locale);
  return {
    sheet: { number, photos, rows, meeting: meeting ? { id: meeting.id, title: meeting.title } : null },
    meetings: (found?.meetings ?? []).map(({ id, title, startsAt }) => ({ id, title, startsAt }))
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await request.formData();
    const files = form.getAll('picture').filter((file): file is File => file instanceof File && file.size > 0);
    const done = await bringBack(locals.services, signedIn(locals), params.number, {
      meetingId: text(form, 'meetingId') || null,
      pictures: await Promise.all(files.map(async (file) => Buffer.from(await file.arrayBuffer()))),
      lines: readSheetLines((name) => text(form, name))
    });
    if (!refused(done)) return { done };
    const input = [...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    return refuse(done, locals.locale, { entered: Object.fromEntries(input) });
  }
};
