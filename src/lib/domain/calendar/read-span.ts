import { addDays, daysBetween, makeDay, weekdayOf } from '../meetings/days';

/** Why something that was typed cannot be taken; `read-days.ts` says where. */
export type Unread =
  | 'date'
  | 'other-year'
  | 'order'
  | 'weekday'
  | 'count'
  | 'kind'
  | 'name'
  | 'twice'
  | 'works-anyway'
  | 'sentence'
  | 'json'
  | 'too-many';

const LONGEST_RUN = 31;
const DATE = (n: 1 | 2) =>
  `(?:(?<y${n}>\\d{4})年)?(?:(?<m${n}>\\d{1,2})月)?(?<d${n}>\\d{1,2})[日号](?:\\((?<p${n}>[^()]*)\\))?`;
/** A day, or the first and the last of a run: 10月1日(周四)至7日(周三). */
export const SPAN = `${DATE(1)}(?:\\s*(?:至|到|~|-|–|—)+\\s*${DATE(2)})?`;

/** Half width, and every way of writing a whole date as 2026年10月1日. */
export function plainDates(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/〜|∼/g, '~')
    .replace(/(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/g, '$1年$3月$4日')
    .replace(/(?<!\d)((?:19|2\d)\d\d)([01]\d)([0-3]\d)(?!\d)/g, '$1年$2月$3日');
}

/** The days of one match of `SPAN`; a year or month that is not said is the one before it. */
export function daysOfSpan(
  groups: Record<string, string | undefined>,
  before: { year: number; month: number | null }
): { days: string[]; month: number } | Unread {
  const date = (n: 1 | 2, year: number, month: number | null) => {
    const [y, m] = [Number(groups[`y${n}`] ?? year), groups[`m${n}`] === undefined ? month : Number(groups[`m${n}`])];
    const day = m === null ? null : makeDay(y, m, Number(groups[`d${n}`]));
    return day === null ? null : { y, m: m!, day };
  };
  const first = date(1, before.year, before.month);
  if (!first) return 'date';
  const last = groups.d2 === undefined ? first : date(2, first.y, first.m);
  if (!last) return 'date';
  if (!weekdayFits(first.day, groups.p1) || !weekdayFits(last.day, groups.p2)) return 'weekday';
  const span = daysBetween(first.day, last.day);
  if (span < 0 || span >= LONGEST_RUN) return 'order';
  return { days: Array.from({ length: span + 1 }, (_, at) => addDays(first.day, at)), month: last.m };
}

/** Whether the weekday beside a date, if there is one, is that date's. */
function weekdayFits(day: string, beside: string | undefined): boolean {
  const said = /(?:周|星期)([一二三四五六日天])/.exec(beside ?? '')?.[1];
  return said === undefined || '一二三四五六日'.indexOf(said.replace('天', '日')) + 1 === weekdayOf(day);
}
