import { fail, redirect } from '@sveltejs/kit';
import { REFUSALS, refused } from '$lib/domain/refusal';
import { refusalSentence } from '$lib/words/refusals';
import { lowerHand, raiseHand } from '$server/phones';
import { localeOf } from '../../../live-page';
import { langOf, phoneOf, phonePage } from '../../../phone';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => phonePage(event);

export const actions: Actions = {
  up: async (event) => {
    const { locals, params, url, request } = event;
    const name = String((await request.formData()).get('name') ?? '');
    const done = await raiseHand(locals.services, params.code, phoneOf(event), name);
    if (refused(done))
      return fail(REFUSALS[done.refused], { name, notice: refusalSentence(done, localeOf(url, locals.locale)) });
    redirect(303, `/m/${params.code}/hand${langOf(url)}`);
  },
  down: async (event) => {
    const { locals, params, url } = event;
    const done = await lowerHand(locals.services, params.code, phoneOf(event));
    if (refused(done))
      return fail(REFUSALS[done.refused], { name: '', notice: refusalSentence(done, localeOf(url, locals.locale)) });
    redirect(303, `/m/${params.code}${langOf(url)}`);
  }
};
