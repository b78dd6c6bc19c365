import { error, redirect } from '@sveltejs/kit';
import { screenMode } from '$lib/domain/publicity/pages';
import { qrPath } from '$lib/features/meetings/record/qr';
import { refusalSentence } from '$lib/words/refusals';
import { livePage, localeOf } from '../../live-page';
import type { PageServerLoad } from './$types';

const THEMES = ['light', 'dark', 'outdoors'];

export const load: PageServerLoad = async ({ params, url, locals, setHeaders }) => {
  const { publicity, config, now } = locals.services;
  const locale = (locals.locale = localeOf(url, locals.locale));
  const edition = await publicity.view(params.code);
  if (!edition) error(404, refusalSentence({ refused: 'meeting/absent' }, locale));
  const { code } = edition.shown;
  if (code !== params.code) redirect(308, `/screen/${code}${url.search}`);
  setHeaders({ 'cache-control': 'no-store' });

  const origin = config.origin ?? url.origin;
  const address = `${origin}/m/${code}`;
  return {
    live: livePage('screen', edition, locale, now()),
    mode: screenMode(edition.shown),
    address,
    qr: qrPath(address),
    typed: `${new URL(origin).host}/m`,
    // A wall is lit by the room, not by the reader's wish.
    theme: THEMES.find((theme) => theme === url.searchParams.get('theme')) ?? 'light'
  };
};
