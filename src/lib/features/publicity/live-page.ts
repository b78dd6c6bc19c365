import type { Piece } from '$lib/domain/publicity/sheet';
import type { Locale } from '$lib/words/dictionary';

/** What a live page needs to show itself and to stay fresh. */
export interface LivePage {
  code: string;
  pieces: readonly Piece[];
  /** `<run>.<version>` of these pieces. */
  at: string;
  /** A page of another build is loaded anew: its styles have other names. */
  build: string;
  /** Where the event stream is. */
  events: string;
  /** The server's clock, ISO. */
  now: string;
  timeZone: string;
  locale: Locale;
  title: string;
  /** Seconds between two loads where scripts are off. */
  reloadSeconds: number;
}
