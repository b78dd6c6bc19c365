import { refused } from '$lib/domain/refusal';
import { importHouseholds, listHouseholds } from '$server/attendance';
import { permitted, refuse, signedIn, text } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { services } = locals;
  const { communityId } = permitted(locals, 'office');
  return { count: (await listHouseholds(services, communityId)).length };
};

export const actions: Actions = {
  preview: async ({ request, locals }) => await take(locals, text(await request.formData(), 'lines'), false),
  save: async ({ request, locals }) => await take(locals, text(await request.formData(), 'lines'), true)
};

/** What would come of the lines, or what came of them; the lines themselves stay in the field. */
async function take(locals: App.Locals, lines: string, save: boolean) {
  const found = await importHouseholds(locals.services, signedIn(locals), lines, save);
  if (refused(found)) return refuse(found, locals.locale, { lines });
  return {
    lines: save ? '' : lines,
    saved: save,
    found: { ...found, bad: found.bad.slice(0, 20), badCount: found.bad.length }
  };
}
