import { version } from '$app/environment';
import type { PageKind } from '$lib/domain/publicity/pages';
import type { LivePage } from '$lib/features/publicity/live-page';
import { LOCALES, type Locale } from '$lib/words/dictionary';
import type { Edition } from '$server/publicity';

const RELOAD_SECONDS = 20;

/** The language of a public page: `?lang=` in its address, so that it works without cookies; else what the reader's browser asks for. */
export function localeOf(url: URL, otherwise: Locale): Locale {
  const asked = url.searchParams.get('lang');
  return LOCALES.find((locale) => locale === asked) ?? otherwise;
}

/** The first page that a watcher of the same edition is kept up to date from. */
export function livePage(page: PageKind, edition: Edition, locale: Locale, now: Date): LivePage {
  const { shown, run, version: at } = edition;
  const { code, title, timeZone } = shown;
  const path = `/${page === 'screen' ? 'screen' : 'm'}/${code}`;
  return {
    code,
    title: title || code,
    timeZone,
    locale,
    at: `${run}.${at}`,
    build: version,
    events: `${path}/events?lang=${locale}`,
    now: now.toISOString(),
    reloadSeconds: RELOAD_SECONDS,
    pieces: edition.sheet(page).pieces.map(({ id, place, kind, props }) => ({ id, place, kind, props }))
  };
}
