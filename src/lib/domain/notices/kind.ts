/**
 * How long a notice may wait. `now`: somebody stands before the page and waits for it. `soon`: today, gathered for some minutes,
 * never at night. `morning`: with everything else in one message on the next working morning.
 */
export type Urgency = 'now' | 'soon' | 'morning';

/** All that is to be known of a kind of notice. Its sentence stands in `words/notice-lines.ts`. */
export interface KindOfNotice {
  waits: Urgency;
  /** Where it leads whoever opens it: to its item, to where a way out is mended, nowhere. */
  leads: 'item' | 'channels' | null;
  /** For the server alone: no channel hears it, and so none can fail again over it. */
  houseOnly?: true;
}

/** What people are told. Which act is told as which kind stands with the act (`ledger/acts`). */
const DECLARED = {
  /** An item is yours to do. */
  dispatched: { waits: 'soon', leads: 'item' },
  /** You have a part in an item that somebody else leads. */
  'joint-asked': { waits: 'soon', leads: 'item' },
  chased: { waits: 'soon', leads: 'item' },
  escalated: { waits: 'soon', leads: 'item' },
  /** Its owner gave it back: nobody owns it now. */
  returned: { waits: 'soon', leads: 'item' },
  reopened: { waits: 'soon', leads: 'item' },
  /** An owner asks for more time; somebody must decide. */
  'extension-asked': { waits: 'soon', leads: 'item' },
  extended: { waits: 'morning', leads: 'item' },
  /** What was asked for was not granted. */
  'extension-refused': { waits: 'soon', leads: 'item' },
  held: { waits: 'morning', leads: 'item' },
  resumed: { waits: 'morning', leads: 'item' },
  /** Finished; somebody else has to look whether it is. */
  finished: { waits: 'morning', leads: 'item' },
  verified: { waits: 'morning', leads: 'item' },
  declined: { waits: 'morning', leads: 'item' },
  'due-soon': { waits: 'morning', leads: 'item' },
  overdue: { waits: 'morning', leads: 'item' },
  /** An organisation without an account answered over its link. */
  'answer-came': { waits: 'morning', leads: 'item' },
  /** A way out of the server is shut: for the office, in the server only. */
  'channel-failed': { waits: 'morning', leads: 'channels', houseOnly: true },
  /** Proves that an address belongs to whoever gave it. */
  confirm: { waits: 'now', leads: null },
  test: { waits: 'now', leads: null }
} as const satisfies Record<string, KindOfNotice>;

export type NoticeKind = keyof typeof DECLARED;
export const NOTICE_KINDS: Readonly<Record<NoticeKind, KindOfNotice>> = DECLARED;

export function isNoticeKind(text: string): text is NoticeKind {
  return Object.hasOwn(DECLARED, text);
}

/** How long a notice of this kind may wait; one that a newer version wrote waits for the morning. */
export function urgencyOf(kind: string): Urgency {
  return isNoticeKind(kind) ? NOTICE_KINDS[kind].waits : 'morning';
}

/** Where a notice leads; one that a newer version wrote leads to its item. */
export function leadsTo(kind: string): KindOfNotice['leads'] {
  return isNoticeKind(kind) ? NOTICE_KINDS[kind].leads : 'item';
}

/** The more urgent of them; `morning` where there is none. */
export function mostUrgent(all: readonly Urgency[]): Urgency {
  return all.includes('now') ? 'now' : all.includes('soon') ? 'soon' : 'morning';
}

/** What fills a notice's sentence. All of it is optional: a sentence without it is still one. */
export interface NoticeValues {
  /** Of the item, for people: 2026-0042. */
  number?: string;
  title?: string;
  /** YYYY-MM-DD */
  dueOn?: string;
  /** Days overdue, or left. */
  days?: number;
  /** Who did it, or whose it is. */
  who?: string;
  /** Free text: only for the server itself and for letters to the person concerned. */
  reason?: string;
  /** Path within the server (`/…`) where the person concerned goes on, instead of the item's page. Only for channels of his own. */
  link?: string;
}

const LONGEST = { number: 20, title: 200, dueOn: 10, who: 60, reason: 500, link: 300 } as const;

/** The values cut to what a notice may hold; a link that leads out of the server is left away. */
export function fitValues(values: NoticeValues): NoticeValues {
  const fit: NoticeValues = {};
  for (const name of Object.keys(LONGEST) as (keyof typeof LONGEST)[]) {
    const value = values[name];
    if (typeof value === 'string' && value) fit[name] = [...value].slice(0, LONGEST[name]).join('');
  }
  if (typeof values.days === 'number' && Number.isFinite(values.days)) fit.days = Math.trunc(values.days);
  if (fit.link && !/^\/(?!\/)[\w\-./?=&%]*$/.test(fit.link)) delete fit.link;
  return fit;
}
