import { error, redirect } from '@sveltejs/kit';
import { screenMode } from '$lib/domain/publicity/pages';
import { qrPath } from '$lib/features/meetings/record/qr';
import { refusalSentence } from '$lib/words/refusals';
import { livePage, localeOf } from '../../live-page';
import { LAST_SCREEN } from '../last-screen';
import type { PageServerLoad } from './$types';

const A_DAY_S = 24 * 3600;
const THEMES = ['light', 'dark', 'outdoors'];

export const load: PageServerLoad = async ({ params, url, locals, setHeaders, cookies }) => {
  const { publicity, config, now } = locals.services;
  const locale = (locals.locale = localeOf(url, locals.locale));
  const edition = await publicity.view(params.code);
  if (!edition) error(404, refusalSentence({ refused: 'meeting/absent' }, locale));
  const { code } = edition.shown;
  if (code !== params.code) redirect(308, `/screen/${code}${url.search}`);
  setHeaders({ 'cache-control': 'no-store' });
  // A television that lost its power opens /screen again, and finds the way from there.
  cookies.set(LAST_SCREEN, code, {
    path: '/screen',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: A_DAY_S
  });

  const origin = config.origin ?? url.origin;
  const address = `${origin}/m/${code}`;
  return {
    live: livePage('screen', edition, locale, now()),
    mode: screenMode(edition.onScreen),
    screen: edition.onScreen.screen,
    address,
    qr: qrPath(address),
    typed: `${new URL(origin).host}/m`,
    // A screen is lit by the room, not by the reader's wish.
    theme: edition.onScreen.screen.outdoors
      ? 'outdoors'
      : (THEMES.find((theme) => theme === url.searchParams.get('theme')) ?? 'light')
  };
};
