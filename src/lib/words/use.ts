import { getContext, setContext } from 'svelte';
import { DEFAULT_LOCALE, inLocale, type Dictionary, type Locale } from './dictionary';

const KEY = Symbol('locale');

/** Called once by the root layout. A change of language is a new page load, so the locale is constant for a page. */
export function setLocale(locale: Locale): void {
  setContext(KEY, locale);
}

export function useLocale(): Locale {
  return getContext<Locale>(KEY) ?? DEFAULT_LOCALE;
}

/** The words of an area in the page's language; call it while a component is set up. */
export function useWords<T>(words: Dictionary<T>) {
  return inLocale(words, useLocale());
}
