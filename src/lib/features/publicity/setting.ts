import { getContext, setContext } from 'svelte';
import { setLocale } from '$lib/words/use';
import { setWhen } from '$lib/words/when';
import type { Locale } from '$lib/words/dictionary';

const MINE = Symbol('mine');

/** What this very phone did, on the first page only: what comes over the stream is the same for everybody. */
export function setMine(ids: readonly string[]): void {
  setContext(MINE, new Set(ids));
}

export function isMine(id: string): boolean {
  return getContext<ReadonlySet<string> | undefined>(MINE)?.has(id) ?? false;
}

/** What a public page is said in: it follows its own address and its community, not the reader's cookies. */
export interface Setting {
  locale: Locale;
  /** IANA, the community's. */
  timeZone: string;
  /** The server's clock, ISO. */
  now: string;
}

/** Sets language and clock for everything below; called while a component is set up. */
export function setSetting({ locale, timeZone, now }: Setting): void {
  setLocale(locale);
  setWhen(timeZone, now);
}
