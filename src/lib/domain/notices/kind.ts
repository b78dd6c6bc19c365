/**
 * How long a notice may wait. `now`: somebody stands before the page and waits for it. `soon`: today, gathered for some minutes,
 * never at night. `morning`: with everything else in one message on the next working morning.
 */
export type Urgency = 'now' | 'soon' | 'morning';

/** What people are told, and how long it may wait. */
export const NOTICE_KINDS = {
  /** An item is yours to do. */
  dispatched: 'soon',
  /** You have a part in an item that somebody else leads. */
  'joint-asked': 'soon',
  chased: 'soon',
  escalated: 'soon',
  /** Its owner gave it back: nobody owns it now. */
  returned: 'soon',
  reopened: 'soon',
  /** An owner asks for more time; somebody must decide. */
  'extension-asked': 'soon',
  extended: 'morning',
  /** What was asked for was not granted. */
  'extension-refused': 'soon',
  held: 'morning',
  resumed: 'morning',
  /** Finished; somebody else has to look whether it is. */
  finished: 'morning',
  verified: 'morning',
  declined: 'morning',
  'due-soon': 'morning',
  overdue: 'morning',
  /** An organisation without an account answered over its link. */
  'answer-came': 'morning',
  /** A way out of the house is shut: for the office, in the house only. */
  'door-failed': 'morning',
  /** Proves that an address belongs to whoever gave it. */
  confirm: 'now',
  test: 'now'
} as const satisfies Record<string, Urgency>;

export type NoticeKind = keyof typeof NOTICE_KINDS;

/** How long a notice of this kind may wait; one that a newer version wrote waits for the morning. */
export function urgencyOf(kind: string): Urgency {
  return Object.hasOwn(NOTICE_KINDS, kind) ? NOTICE_KINDS[kind as NoticeKind] : 'morning';
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
  /** Free text: only for the house itself and for letters to the person concerned. */
  reason?: string;
  /** Path within the house (`/…`) where the person concerned goes on, instead of the item's page. Only for doors of his own. */
  link?: string;
}

const LONGEST = { number: 20, title: 200, dueOn: 10, who: 60, reason: 500, link: 300 } as const;

/** The values cut to what a notice may hold; a link that leads out of the house is left away. */
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
