import type { WorkCalendar } from '$lib/domain/calendar/work-calendar';
import type { TextScale, Theme } from '$lib/features/desk/appearance';
import type { Locale } from '$lib/words/dictionary';

/** Who can own a promise. */
export interface Party {
  id: string;
  kind: 'person' | 'organisation';
  name: string;
  /** Role or line of work. */
  title: string;
  pinyin: string;
  initials: string;
}

/** What the page hands to the tablet when it is loaded; the rest lives in the shared document. */
export interface StoolInput {
  meeting: { id: string; title: string; epoch: number };
  venues: readonly { id: string; name: string }[];
  parties: readonly Party[];
  /** The person at this tablet. */
  me: { accountId: string; username: string; name: string; partyId: string | null; pin: boolean };
  /** The page's language, for deadlines and their chips. */
  locale: Locale;
  /** IANA, the community's. */
  timeZone: string;
  /** The server's clock when the page was made. */
  now: string;
  /** Which days are worked from today on; null in pages kept by older builds. */
  calendar: WorkCalendar | null;
  /** How many must be present for a decision to count; null: the community asks for no number. Absent in pages kept by older builds. */
  quorum?: number | null;
  /** For what residents open with their phones; absent while the server does not know the meeting. */
  code?: string;
  /** It was sat down to on this very tablet, perhaps without a network. */
  begunHere?: boolean;
  textScale: TextScale;
  theme: Theme;
}
