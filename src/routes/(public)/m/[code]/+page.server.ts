import { error, redirect } from '@sveltejs/kit';
import { refusalSentence } from '$lib/words/refusals';
import { livePage, localeOf } from '../../live-page';
import type { PageServerLoad } from './$types';

const SIZES = ['1', '1.25', '1.5'];

export const load: PageServerLoad = async ({ params, url, locals, setHeaders }) => {
  const { publicity, now } = locals.services;
  // The page's language is also the document's.
  const locale = (locals.locale = localeOf(url, locals.locale));
  const edition = await publicity.view(params.code);
  if (!edition) error(404, refusalSentence({ refused: 'meeting/absent' }, locale));
  const { code } = edition.shown;
  if (code !== params.code) redirect(308, `/m/${code}${url.search}`);
  setHeaders({ 'cache-control': 'no-store' });

  const scale = SIZES.find((size) => size === url.searchParams.get('size')) ?? '1';
  const at = SIZES.indexOf(scale);
  const link = (size: string | undefined, lang = url.searchParams.get('lang')) =>
    size === undefined ? null : `?${new URLSearchParams({ ...(size !== '1' && { size }), ...(lang && { lang }) })}`;
  return {
    live: livePage('residents', edition, locale, now()),
    scale,
    links: {
      larger: link(SIZES[at + 1]),
      smaller: link(SIZES[at - 1]),
      language: link(scale, locale === 'en' ? 'zh-CN' : 'en')!
    }
  };
};
