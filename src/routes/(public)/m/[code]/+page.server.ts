import { error, fail, redirect } from '@sveltejs/kit';
import { refused } from '$lib/domain/refusal';
import { REFUSALS } from '$lib/domain/refusal';
import { refusalSentence } from '$lib/words/refusals';
import { publishedPapers } from '$server/papers';
import { phoneState, supportIssue } from '$server/phones';
import { livePage, localeOf } from '../../live-page';
import { langOf, phoneOf } from '../../phone';
import { reading } from '../../reading';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, url, locals, setHeaders } = event;
  const { publicity, now } = locals.services;
  const { locale, scale, links } = reading(event);
  const edition = await publicity.view(params.code);
  if (!edition) error(404, refusalSentence({ refused: 'meeting/absent' }, locale));
  const { code } = edition.shown;
  if (code !== params.code) redirect(308, `/m/${code}${url.search}`);
  setHeaders({ 'cache-control': 'no-store' });
  const phone = await phoneState(locals.services, code, locals.deviceId);
  const published = (await publishedPapers(locals.services, code))?.papers ?? [];
  const papers = published.map(({ kind, body }) => ({
    href: `/m/${code}/papers/${kind}${langOf(url)}`,
    title: body.title
  }));
  return { live: livePage('residents', edition, locale, now()), scale, links, mine: phone?.supports ?? [], papers };
};

export const actions: Actions = {
  /** “I have that too”, or no more. */
  support: async (event) => {
    const { locals, params, url, request } = event;
    const form = await request.formData();
    const issue = form.get('issue');
    const id = typeof issue === 'string' ? issue : '';
    const done = await supportIssue(locals.services, params.code, phoneOf(event), id, form.get('on') !== '0');
    if (refused(done))
      return fail(REFUSALS[done.refused], { notice: refusalSentence(done, localeOf(url, locals.locale)) });
    redirect(303, `/m/${params.code}${langOf(url)}#issue-${encodeURIComponent(id)}`);
  }
};
