import type { LateChangeView } from '../ledger/view';
import type { Picture } from '../attachments/view';

export interface EntryView {
  id: string;
  /** ISO */
  at: string;
  kind: string;
  speaker: string;
  text: string;
  dissents: readonly DissentView[];
  /** The number of the paper sheet it came from. */
  sheet: string | null;
  /** Kept from the public. */
  withheld: boolean;
}

/** Somebody said otherwise at the readback. */
export interface DissentView {
  id: string;
  who: string;
  text: string;
}

export interface IssueView {
  id: string;
  title: string;
  detail: string;
  category: string | null;
  outcome: string;
  answer: string;
  owner: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  confirmed: boolean;
  withheld: boolean;
  dissents: readonly DissentView[];
  /** What became of it in the ledger, after the close. */
  item: { id: string; number: string; state: string; late: boolean } | null;
}

/** A dispute that was talked down, with what each side said about showing it. */
export interface DisputeView {
  id: string;
  topic: string;
  sides: readonly { name: string; position: string; consent: { at: string; by: string } | null }[];
  common: string;
  agreed: string;
  checker: string | null;
  /** YYYY-MM-DD */
  checkOn: string | null;
}

/** A picture or a voice note with what it was taken of; neither: it stands for itself. */
export interface PhotoView extends Picture {
  entryId: string | null;
  issueId: string | null;
}

/** What one tablet sent that waits to be read, taken in or left. */
export interface AsideView {
  ids: readonly number[];
  /** ISO */
  at: string;
  account: string;
  reason: string;
  differences: readonly {
    root: string;
    id: string;
    kind: 'new' | 'gone' | 'changed';
    words: string;
    fields: readonly { key: string; now: string; then: string }[];
  }[];
  more: number;
  left: number;
}

/** A meeting as the desk sees it. */
export interface RecordView {
  id: string;
  kind: string;
  title: string;
  phase: string;
  venue: string | null;
  /** ISO */
  startsAt: string;
  code: string;
  plannedBy: string;
  /** Who had the scribe's seat last. */
  scribe: string | null;
  closed: { at: string; by: string } | null;
  agenda: readonly { id: string; title: string; minutes: number }[];
  entries: readonly EntryView[];
  issues: readonly IssueView[];
  disputes: readonly DisputeView[];
  present: number;
  photos: readonly PhotoView[];
  lateChanges: readonly LateChangeView[];
  misfits: readonly { path: string; value: string }[];
  tabletFiles: readonly { id: string; at: string; account: string; entries: number; issues: number; changed: number }[];
  aside: readonly AsideView[];
  asideDecided: readonly {
    at: string;
    accountName: string;
    decision: 'taken' | 'left';
    decidedAt: string;
    decidedBy: string;
  }[];
  removed: readonly { at: string; account: string; root: string; id: string; words: string }[];
  forged: readonly { path: string; claimedName: string; authorName: string }[];
}

/** A tablet that has written in the meeting, as the server knows it. */
export interface Present {
  /** Tells two tablets of one person apart; says nothing else. */
  key: string;
  name: string;
  /** Whoever asks is at this one. */
  self: boolean;
  connected: boolean;
  /** ISO; when something of it came last */
  lastAt: string;
  /** Lines that it says it holds and that have not come; null: it has not been heard of since it left. */
  waiting: number | null;
  /** Pictures and recordings of its person that have not come up. */
  pictures: number;
}
