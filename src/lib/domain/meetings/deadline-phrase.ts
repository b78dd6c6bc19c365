import { addWorkingDays, nextHoliday, NOTHING_ANNOUNCED, type WorkCalendar } from '../calendar/work-calendar';
import { addDays, addMonths, makeDay, monthEnd, partsOf, weekdayOf } from './days';

/** What a phrase points at; `sure` is false when days of an unannounced year were counted as worked. */
export interface Pointed {
  day: string;
  sure: boolean;
}

interface Given {
  today: string;
  calendar: WorkCalendar | null;
}
type Parts = Record<string, string | undefined>;
type Rule = [pattern: RegExp, read: (parts: Parts, input: Given) => string | Pointed | null];

/** How far back a date without a year may lie and still be taken for this year's, passed one (rule D6). */
const JUST_PASSED_DAYS = 60;

const N = '(?<n>\\d{1,3}|[零〇一二两俩三四五六七八九十]{1,3})';
const WEEKDAY = '(?<w>[一二三四五六日天1-7])';
const WEEK = '(?:周|星期|礼拜)';
const MONTH = '(?<m>\\d{1,2}|[一二三四五六七八九十]{1,2})';
const DATE = '(?<d>\\d{1,2}|[一二三四五六七八九十廿]{1,3})';

const chinese: Rule[] = [
  [/^(?<t>大后天|大后日|今天|今日|明天|明日|后天|后日)$/, ({ t }, { today }) => addDays(today, ahead(t!))],
  [rule(`${N}个?工作日[内后]?`), ({ n }, { today, calendar }) => workingDays(number(n), today, calendar)],
  [rule(`${N}(?:天|日[内后])[内后]?`), ({ n }, { today }) => within(number(n), (count) => addDays(today, count))],
  [
    rule(`${N}(?:周|个星期|星期|个礼拜|礼拜)[内后]?`),
    ({ n }, { today }) => within(number(n), (count) => addDays(today, 7 * count))
  ],
  [/^半个?月[内后]?$/, (_, { today }) => addDays(today, 15)],
  [/^半年[内后]?$/, (_, { today }) => addMonths(today, 6)],
  [rule(`${N}个半月[内后]?`), ({ n }, { today }) => within(number(n), (count) => addDays(addMonths(today, count), 15))],
  [rule(`${N}个月[内后]?`), ({ n }, { today }) => within(number(n), (count) => addMonths(today, count))],
  [rule(`${N}年[内后]?`), ({ n }, { today }) => within(number(n), (count) => addMonths(today, 12 * count), 9)],
  [rule(`(?<which>本|这个?|下下?个?)${WEEK}${WEEKDAY}`), ({ which, w }, { today }) => inWeek(today, weeks(which!), w!)],
  [rule(`${WEEK}${WEEKDAY}`), ({ w }, { today }) => comingWeekday(today, weekday(w!))],
  [rule(`(?<which>本|这个?|下下?个?)?${WEEK}末`), ({ which }, { today }) => sunday(today, which ? weeks(which) : 0)],
  [rule(`(?<which>本|这个?|下下?个?)${WEEK}[内里]?`), ({ which }, { today }) => sunday(today, weeks(which!))],
  [
    /^(?<which>本|这个?|当|下下?个?)?月(?<part>底|末|中|初|上旬|中旬|下旬)$/,
    ({ which, part }, { today }) => partOfMonth(today, which, part!)
  ],
  [/^(?<which>本|这个?|当|下下?个?)月[内里]?$/, ({ which }, { today }) => monthEnd(inMonths(today, which!))],
  [rule(`(?<which>本|这个?|当|下下?个?)月${DATE}[日号]?`), ({ which, d }, { today }) => dateIn(today, which!, d)],
  [
    /^(?<y>今年|明年|后年|本)?(?:年底|年末|年内)$/,
    ({ y }, { today }) => makeDay(partsOf(today).year + years(y), 12, 31)
  ],
  [/^(?<y>今年|明年|后年)[底末内]$/, ({ y }, { today }) => makeDay(partsOf(today).year + years(y), 12, 31)],
  [
    /^(?<y>\d{4})[-/.年](?<m>\d{1,2})[-/.月](?<d>\d{1,2})[日号]?$/,
    ({ y, m, d }) => makeDay(Number(y), Number(m), Number(d))
  ],
  [
    rule(`(?<y>今年|明年|后年)${MONTH}月${DATE}[日号]?`),
    ({ y, m, d }, { today }) => makeDay(partsOf(today).year + years(y), number(m), number(d))
  ],
  [rule(`${MONTH}月${DATE}[日号]?`), ({ m, d }, { today }) => yearless(today, number(m), number(d))],
  [/^(?<m>\d{1,2})[-/](?<d>\d{1,2})$/, ({ m, d }, { today }) => yearless(today, Number(m), Number(d))],
  [rule(`(?<y>今年|明年|后年)?${MONTH}月[底末]`), ({ y, m }, { today }) => endOfNamedMonth(today, number(m), y)],
  [rule(`${DATE}[日号]`), ({ d }, { today }) => comingDate(today, number(d))]
];

/** Before a holiday means the day before its first day off; only the calendar knows which that is. */
const HOLIDAY = /^(?<name>元旦|春节|过年|清明|五一|劳动节|端午|中秋|国庆)节?(?:之前|以前|前)$/;
const HOLIDAY_NAMES: Record<string, string> = { 过年: '春节', 五一: '劳动', 劳动节: '劳动' };

const NOT_BEFORE = /(?:工作日|周|星期|礼拜|月|年|内|后|[\d零一二两三四五六七八九十]天)$/;

const NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const COUNTS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const COUNT = `(?<n>\\d{1,3}|an?|${COUNTS.slice(1).join('|')})`;
const MONTH_NAME = `(?<m>${MONTHS.join('|')})[a-z]*\\.?`;
const ORDINAL = '(?<d>\\d{1,2})(?:st|nd|rd|th)?';

const english: Rule[] = [
  [/^today$/, (_, { today }) => today],
  [/^tomorrow$/, (_, { today }) => addDays(today, 1)],
  [/^(the )?day after tomorrow$/, (_, { today }) => addDays(today, 2)],
  [
    rule(`(?:in |within )?${COUNT} (?:working|business) days?`),
    ({ n }, { today, calendar }) => workingDays(count(n), today, calendar)
  ],
  [rule(`(?:in |within )?${COUNT} days?`), ({ n }, { today }) => within(count(n), (days) => addDays(today, days))],
  [rule(`(?:in |within )?${COUNT} weeks?`), ({ n }, { today }) => within(count(n), (n) => addDays(today, 7 * n))],
  [rule(`(?:in |within )?${COUNT} months?`), ({ n }, { today }) => within(count(n), (n) => addMonths(today, n))],
  [/^(?:in |within )?half a month$/, (_, { today }) => addDays(today, 15)],
  [
    rule(`(?<which>this|next) (?<w>${NAMES.join('|')})`),
    ({ which, w }, { today }) => addDays(today, (which === 'next' ? 7 : 0) + NAMES.indexOf(w!) + 1 - weekdayOf(today))
  ],
  [rule(`(?<w>${NAMES.join('|')})`), ({ w }, { today }) => comingWeekday(today, NAMES.indexOf(w!) + 1)],
  [
    /^(?:the )?end of (?:the |(?<which>this|next) )?(?<what>week|month|year)$/,
    ({ which, what }, { today }) => englishEnd(today, what!, which === 'next' ? 1 : 0)
  ],
  [
    rule(`${MONTH_NAME} ${ORDINAL}(?:,? (?<y>\\d{4}))?`),
    ({ m, d, y }, { today }) => namedMonth(today, m!, Number(d), y)
  ],
  [
    rule(`${ORDINAL} (?:of )?${MONTH_NAME}(?:,? (?<y>\\d{4}))?`),
    ({ m, d, y }, { today }) => namedMonth(today, m!, Number(d), y)
  ]
];

/** The day that a typed phrase points at, or null when the grammar does not know it: never a guess. */
export function readPhrase(text: string, input: Given): Pointed | null {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[。,，.!！、;；]+$/, '');
  const tight = plain.replace(/\s+/g, '').replace(/^(?:最晚|最迟|争取|尽量|保证|在|于|到)+/, '');
  const done = tight.replace(/(?:办完|办好|办结|完成|解决|修好|弄好|搞定)$/, '');
  const holiday = HOLIDAY.exec(done)?.groups?.name;
  if (holiday) {
    const first = nextHoliday(input.calendar ?? NOTHING_ANNOUNCED, HOLIDAY_NAMES[holiday] ?? holiday, input.today);
    return first === null ? null : { day: addDays(first, -1), sure: true };
  }
  const before = done.replace(/(?:之前|以前|前)$/, '');
  // 三天前 lies behind us, and 下周前 ends before next week begins: only a day or the end of a span takes 前.
  if (before !== done && NOT_BEFORE.test(before)) return null;
  const stem = before.replace(/(?:之内|以内)$/, '内').replace(/(?:之后|以后)$/, '后');
  return (
    match(chinese, stem, input) ?? match(english, plain.replace(/\s+/g, ' ').replace(/^(by|before|on) /, ''), input)
  );
}

function match(rules: Rule[], text: string, input: Given): Pointed | null {
  for (const [pattern, read] of rules) {
    const found = pattern.exec(text);
    if (!found) continue;
    const pointed = read(found.groups ?? {}, input);
    return typeof pointed === 'string' ? { day: pointed, sure: true } : pointed;
  }
  return null;
}

function rule(body: string): RegExp {
  return new RegExp(`^(?:${body})$`);
}

const DIGITS = '零一二三四五六七八九';

/** A number written in digits or in Chinese up to 99; NaN for what is none. */
export function number(text: string | undefined): number {
  if (!text) return NaN;
  if (/^\d+$/.test(text)) return Number(text);
  const found = /^(?<tens>[二三四五六七八九]?)(?<ten>[十廿]?)(?<ones>[零一二三四五六七八九]?)$/.exec(
    text.replace(/[两俩]/g, '二').replace('〇', '零')
  )?.groups;
  if (!found || (found.ten && found.ones === '零')) return NaN;
  const { tens = '', ten, ones = '' } = found;
  if (!ten) return (tens && ones) || !(tens || ones) ? NaN : DIGITS.indexOf(tens || ones);
  if (ten === '廿') return tens ? NaN : 20 + Math.max(0, DIGITS.indexOf(ones || '零'));
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + DIGITS.indexOf(ones || '零');
}

function count(text: string | undefined): number {
  if (text === 'a' || text === 'an') return 1;
  return /^\d+$/.test(text!) ? Number(text) : COUNTS.indexOf(text!);
}

/** A span of 1 to `most`: nobody promises for a thousand days. */
function within(count: number, to: (count: number) => string, most = 730): string | null {
  return count >= 1 && count <= most ? to(count) : null;
}

function workingDays(count: number, today: string, calendar: WorkCalendar | null): Pointed | null {
  return count >= 1 && count <= 365 ? addWorkingDays(calendar ?? NOTHING_ANNOUNCED, today, count) : null;
}

function ahead(word: string): number {
  return { 今: 0, 明: 1, 后: 2, 大: 3 }[word[0]!]!;
}

function weekday(word: string): number {
  return /\d/.test(word) ? Number(word) : '一二三四五六日'.indexOf(word.replace('天', '日')) + 1;
}

/** How many weeks or months ahead: 本 这 当 0, 下 1, 下下 2. */
function weeks(which: string): number {
  return which.split('下').length - 1;
}

function years(which: string | undefined): number {
  return which === '明年' ? 1 : which === '后年' ? 2 : 0;
}

function inWeek(today: string, ahead: number, word: string): string {
  return addDays(today, 7 * ahead + weekday(word) - weekdayOf(today));
}

function sunday(today: string, ahead: number): string {
  return addDays(today, 7 * ahead + 7 - weekdayOf(today));
}

function comingWeekday(today: string, wanted: number): string {
  return addDays(today, (wanted - weekdayOf(today) + 7) % 7);
}

/** The first day of the month meant. */
function inMonths(today: string, which: string): string {
  const { year, month } = partsOf(today);
  return addMonths(makeDay(year, month, 1)!, weeks(which));
}

const PARTS: Record<string, number> = { 初: 5, 上旬: 10, 中: 15, 中旬: 20 };

function partOfMonth(today: string, which: string | undefined, part: string): string {
  const date = PARTS[part];
  const day = (first: string) => (date ? addDays(first, date - 1) : monthEnd(first));
  const meant = day(inMonths(today, which ?? '本'));
  return !which && meant < today ? day(inMonths(today, '下')) : meant;
}

function dateIn(today: string, which: string, date: string | undefined): string | null {
  const { year, month } = partsOf(inMonths(today, which));
  return makeDay(year, month, number(date));
}

/** The coming day of this number, today included; none when the month meant is too short. */
function comingDate(today: string, date: number): string | null {
  const { year, month, date: now } = partsOf(date < partsOf(today).date ? inMonths(today, '下') : today);
  return now ? makeDay(year, month, date) : null;
}

function yearless(today: string, month: number, date: number): string | null {
  const { year } = partsOf(today);
  const thisYear = makeDay(year, month, date);
  if (thisYear && thisYear >= addDays(today, -JUST_PASSED_DAYS)) return thisYear;
  return makeDay(year + 1, month, date);
}

function endOfNamedMonth(today: string, month: number, which: string | undefined): string | null {
  const { year } = partsOf(today);
  const first = makeDay(year + years(which), month, 1);
  if (!first) return null;
  return !which && monthEnd(first) < today ? monthEnd(makeDay(year + 1, month, 1)!) : monthEnd(first);
}

function namedMonth(today: string, name: string, date: number, year: string | undefined): string | null {
  const month = MONTHS.indexOf(name) + 1;
  return year ? makeDay(Number(year), month, date) : yearless(today, month, date);
}

function englishEnd(today: string, what: string, ahead: number): string | null {
  if (what === 'week') return sunday(today, ahead);
  if (what === 'month') return monthEnd(inMonths(today, ahead ? '下' : '本'));
  return makeDay(partsOf(today).year + ahead, 12, 31);
}
