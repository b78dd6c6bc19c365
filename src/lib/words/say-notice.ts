import type { NoticeValues } from '../domain/notices/kind';
import { maskNumbers } from '../domain/privacy/mask-numbers';
import { sayDay } from './dates';
import { inLocale, type Locale } from './dictionary';
import { notices, type SaidNotice } from './notices';

/** A notice as it is kept, as far as a sentence needs it. */
export interface SayableNotice {
  kind: string;
  values: NoticeValues;
  /** Its item came of a dispute between neighbours: its title is not said outside the office. */
  withheld: boolean;
}

interface Saying {
  locale: Locale;
  /** YYYY-MM-DD where the community lives. */
  today: string;
  /** `house`: for whoever may read the item. `letter`: to the person concerned. `group`: to whoever sits in a group. */
  to: 'house' | 'letter' | 'group';
}

/** A notice in one sentence. Outside the house numbers of phones are masked, and in a group no free text is said. */
export function sayNotice({ kind, values, withheld }: SayableNotice, { locale, today, to }: Saying): string {
  const t = inLocale(notices, locale);
  const outside = (text = '') => (to === 'house' ? text : maskNumbers(text));
  const title = withheld && to !== 'house' ? t.withheldTitle : outside(values.title);
  const said: SaidNotice = {
    item: t.item(values.number ?? '', title),
    title,
    due: values.dueOn ? sayDay(values.dueOn, locale, today) : '',
    days: values.days ?? 0,
    who: outside(values.who),
    reason: to === 'group' || (withheld && to !== 'house') ? '' : outside(values.reason)
  };
  const line = (t as unknown as Record<string, unknown>)[`line/${kind}`];
  return typeof line === 'function' ? (line as (v: SaidNotice) => string)(said) : said.item;
}

/** Why something did not go out, with what the other side called it. */
export function sayTrouble(trouble: string, code: number | null, locale: Locale): string {
  const t = inLocale(notices, locale);
  const words = (t as unknown as Record<string, unknown>)[`trouble/${trouble}`];
  return `${typeof words === 'string' ? words : trouble}${code === null ? '' : t.code(code)}`;
}
