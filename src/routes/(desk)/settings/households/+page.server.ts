import { error } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import { refused } from '$lib/domain/refusal';
import { refusalSentence } from '$lib/words/refusals';
import { importHouseholds, listHouseholds } from '$server/attendance';
import { refuse, signedIn, text } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { services, locale } = locals;
  const { communityId, role } = signedIn(locals);
  if (!may(role, 'ledger/write'))
    error(403, {
      message: refusalSentence({ refused: 'right/missing' }, locale),
      refusal: { refused: 'right/missing' }
    });
  return { count: (await listHouseholds(services, communityId)).length };
};

export const actions: Actions = {
  look: async ({ request, locals }) => await take(locals, text(await request.formData(), 'lines'), false),
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
