import { fail, redirect } from '@sveltejs/kit';
import { REFUSALS, refused } from '$lib/domain/refusal';
import { LARGEST } from '$lib/domain/attachments/upload-limits';
import { refusalSentence } from '$lib/words/refusals';
import { sendMessage } from '$server/phones';
import { localeOf } from '../../../live-page';
import { langOf, phoneOf, phonePage } from '../../../phone';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  ...(await phonePage(event)),
  sent: event.url.searchParams.has('sent')
});

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, url, request } = event;
    const form = await request.formData();
    const words = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.slice(0, 2_000) : '';
    };
    const typed = { name: words('name'), text: words('text') };
    const file = form.get('picture');
    const large = file instanceof File && file.size > LARGEST.photo;
    const picture = file instanceof File && file.size && !large ? Buffer.from(await file.arrayBuffer()) : null;
    const done = large
      ? { refused: 'phones/picture-large' as const }
      : await sendMessage(locals.services, params.code, phoneOf(event), { ...typed, picture });
    if (refused(done))
      return fail(REFUSALS[done.refused], {
        ...typed,
        notice: refusalSentence(done.fields?.text ? { refused: 'field/missing' } : done, localeOf(url, locals.locale))
      });
    const lang = langOf(url);
    redirect(303, `/m/${params.code}/say${lang}${lang ? '&' : '?'}sent`);
  }
};
