import { fail, redirect } from '@sveltejs/kit';
import { isLinkAct, LINK_ACTS } from '$lib/domain/party-links/link';
import { REFUSALS, refused, type Refusal } from '$lib/domain/refusal';
import { LARGEST } from '$lib/domain/attachments/upload-limits';
import { refusalSentence } from '$lib/words/refusals';
import { answerOverLink, linkItem } from '$server/party-links';
import { localeOf } from '../../../live-page';
import { langOf } from '../../../phone';
import { linkPage, orGone } from '../link-page';
import type { Actions, PageServerLoad } from './$types';

/** One item of a party's, over its link: what it is and what can be done, or the one question of `?act=`. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const { link, props } = await linkPage(event);
  const item = orGone(await linkItem(locals.services, link, params.item), props.locale);
  const asked = url.searchParams.get('act') ?? '';
  const lang = langOf(url);
  const page = `/p/${params.token}/${item.id}${lang}`;
  const about = (act: string) => `${page}${lang ? '&' : '?'}act=${act}`;
  return {
    ...props,
    back: `/p/${params.token}${lang}`,
    item,
    act: isLinkAct(asked) && item.acts.includes(asked) ? asked : null,
    addresses: { page, ...Object.fromEntries(LINK_ACTS.map((act) => [act, about(act)])) },
    photos: `/p/${params.token}/photos`
  };
};

export const actions: Actions = {
  default: async ({ locals, params, url, request }) => {
    const form = await request.formData();
    const words = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.slice(0, 2_000) : '';
    };
    const typed = { text: words('text'), day: words('day') };
    const input = { ...typed, itemId: params.item, act: words('act'), version: Number(words('version')) };
    const file = form.get('picture');
    const large = file instanceof File && file.size > LARGEST.photo;
    const picture = file instanceof File && file.size && !large ? Buffer.from(await file.arrayBuffer()) : null;
    const done: { act: string } | Refusal = large
      ? { refused: 'phones/picture-large' }
      : await answerOverLink(locals.services, params.token, { ...input, picture });
    if (refused(done)) {
      const say = (refusal: Refusal) => refusalSentence(refusal, localeOf(url, locals.locale));
      const fields = Object.entries(done.fields ?? {}).map(([name, key]) => [name, say({ refused: key })] as const);
      return fail(REFUSALS[done.refused], { ...typed, notice: say(done), fields: Object.fromEntries(fields) });
    }
    const lang = langOf(url);
    redirect(303, `/p/${params.token}${lang}${lang ? '&' : '?'}done=${params.item}`);
  }
};
