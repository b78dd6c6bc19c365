import { fail, redirect } from '@sveltejs/kit';
import { REFUSALS, refused } from '$lib/domain/refusal';
import { refusalSentence } from '$lib/words/refusals';
import { goAway, signInByPhone } from '$server/phones';
import { localeOf } from '../../../live-page';
import { langOf, phoneOf, phonePage } from '../../../phone';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => phonePage(event);

export const actions: Actions = {
  here: async (event) => {
    const { locals, params, url, request } = event;
    const form = await request.formData();
    const input = {
      building: String(form.get('building') ?? ''),
      name: String(form.get('name') ?? ''),
      consent: form.has('consent')
    };
    const done = await signInByPhone(locals.services, params.code, phoneOf(event), input);
    if (refused(done))
      return fail(REFUSALS[done.refused], { ...input, notice: refusalSentence(done, localeOf(url, locals.locale)) });
    redirect(303, `/m/${params.code}/here${langOf(url)}`);
  },
  gone: async (event) => {
    const { locals, params, url } = event;
    const done = await goAway(locals.services, params.code, phoneOf(event));
    if (refused(done))
      return fail(REFUSALS[done.refused], { notice: refusalSentence(done, localeOf(url, locals.locale)) });
    redirect(303, `/m/${params.code}${langOf(url)}`);
  }
};
