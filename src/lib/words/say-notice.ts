import { isNoticeKind, type NoticeValues } from '../domain/notices/kind';
import { isTrouble } from '../domain/notices/trouble';
import { findPersonal, maskFindings, type PersonalKind } from '../domain/privacy/find-personal';
import { maskPublic } from '../domain/privacy/mask-public';
import { sayDay } from './dates';
import { inLocale, type Locale } from './dictionary';
import { noticeLines, type SaidNotice } from './notice-lines';
import { noticeTroubles } from './notice-troubles';
import { notices } from './notices';

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
  /** `list`: for whoever may read the item. `letter`: to the person concerned. `group`: to whoever sits in a group. */
  to: 'list' | 'letter' | 'group';
}

/** What leads to a person; a door stays in a letter, for whoever has to go there. */
const NUMBERS: ReadonlySet<PersonalKind> = new Set(['mobile', 'landline', 'identity', 'bank-card', 'account']);

const MASKED: Record<Saying['to'], (text: string) => string> = {
  list: (text) => text,
  letter: (text) =>
    maskFindings(
      text,
      findPersonal(text, [], ({ kind }) => NUMBERS.has(kind))
    ),
  group: maskPublic
};

/**
 * A notice in one sentence. In a letter numbers that lead to a person are masked, in a group doors too; there no free text is
 * said.
 */
export function sayNotice({ kind, values, withheld }: SayableNotice, { locale, today, to }: Saying): string {
  const t = inLocale(notices, locale);
  const outside = (text = '') => MASKED[to](text);
  const title = withheld && to !== 'list' ? t.withheldTitle : outside(values.title);
  const said: SaidNotice = {
    item: t.item(values.number ?? '', title),
    title,
    due: values.dueOn ? sayDay(values.dueOn, locale, today) : '',
    days: values.days ?? 0,
    who: outside(values.who),
    reason: to === 'group' || (withheld && to !== 'list') ? '' : outside(values.reason)
  };
  return isNoticeKind(kind) ? inLocale(noticeLines, locale)[kind](said) : said.item;
}

/** Why something did not go out, with what the other side called it. */
export function sayTrouble(trouble: string, code: number | null, locale: Locale): string {
  const sentence = isTrouble(trouble) ? inLocale(noticeTroubles, locale)[trouble] : trouble;
  return `${sentence}${code === null ? '' : inLocale(notices, locale).code(code)}`;
}
