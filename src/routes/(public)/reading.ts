import type { RequestEvent } from '@sveltejs/kit';
import type { ReadingLinks } from '$lib/features/publicity/Reading.svelte';
import type { Locale } from '$lib/words/dictionary';
import { localeOf } from './live-page';

/** Factors on 18 px: up to 30. */
const SIZES = ['1', '1.25', '1.5', '1.67'] as const;
const SIZE_COOKIE = 'stool_size';
const A_YEAR_S = 365 * 24 * 3600;

/** Language and type size of a page for residents: from its address, and the size from what this phone chose before. */
export function reading({ url, locals, cookies }: Pick<RequestEvent, 'url' | 'locals' | 'cookies'>): {
  locale: Locale;
  scale: string;
  links: ReadingLinks;
} {
  // The page's language is also the document's.
  const locale = (locals.locale = localeOf(url, locals.locale));
  const asked = SIZES.find((size) => size === url.searchParams.get('size'));
  const scale = asked ?? SIZES.find((size) => size === cookies.get(SIZE_COOKIE)) ?? '1';
  if (asked)
    cookies.set(SIZE_COOKIE, asked, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
      maxAge: A_YEAR_S
    });
  const at = SIZES.indexOf(scale);
  const link = (size: string | undefined, lang = url.searchParams.get('lang')) =>
    size === undefined ? null : `?${new URLSearchParams({ size, ...(lang && { lang }) })}`;
  return {
    locale,
    scale,
    links: {
      larger: link(SIZES[at + 1]),
      smaller: link(SIZES[at - 1]),
      language: link(scale, locale === 'en' ? 'zh-CN' : 'en')!
    }
  };
}
