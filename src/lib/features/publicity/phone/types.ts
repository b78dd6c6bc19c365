import type { Locale } from '$lib/words/dictionary';
import type { ReadingLinks } from '../Reading.svelte';

/** What every page for one act of a phone is given. */
export interface PhoneProps {
  locale: Locale;
  scale: string;
  links: ReadingLinks;
  /** The meeting's page; null where there is nowhere to go back to. */
  back: string | null;
}
