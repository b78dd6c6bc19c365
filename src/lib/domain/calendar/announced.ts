import { addDays, partsOf } from '../meetings/days';
import { dayKind, type WorkCalendar } from './work-calendar';

/** One day that a notice names: off (with its holiday) or worked to make up for one. */
export interface CalendarDay {
  /** YYYY-MM-DD */
  day: string;
  kind: 'off' | 'work';
  name: string;
}

/** What was announced for a year; its notice may also set days in the December before (rule W8). */
export interface AnnouncedYear {
  year: number;
  days: readonly CalendarDay[];
}

/** The calendar that the notices of several years make together (rule W8). */
export function calendarOfYears(years: readonly AnnouncedYear[]): WorkCalendar {
  const inOrder = [...years].sort((a, b) => a.year - b.year);
  const byDay = new Map(inOrder.flatMap(({ days }) => days.map((day) => [day.day, day] as const)));
  const named = (kind: CalendarDay['kind']) =>
    Object.fromEntries(
      [...byDay.values()]
        .filter((one) => one.kind === kind)
        .map(({ day, name }) => [day, name] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
    );
  return { announced: inOrder.map(({ year }) => year), off: named('off'), work: named('work') };
}

/** The days that are worked in one calendar and off in the other, in order; those alone move a deadline. */
export function changedDays(before: WorkCalendar, after: WorkCalendar): string[] {
  const named = new Set([before, after].flatMap(({ off, work }) => [...Object.keys(off), ...Object.keys(work)]));
  return [...named].filter((day) => dayKind(before, day).working !== dayKind(after, day).working).sort();
}

/** Days that follow each other and are of one kind and name. */
export interface Run {
  from: string;
  to: string;
  kind: CalendarDay['kind'];
  name: string;
}

/** The days as people say them: 1 to 7 October off, not seven lines. */
export function runsOf(days: readonly CalendarDay[]): Run[] {
  const runs: Run[] = [];
  for (const { day, kind, name } of [...days].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const last = runs.at(-1);
    if (last && last.kind === kind && last.name === name && addDays(last.to, 1) === day) last.to = day;
    else runs.push({ from: day, to: day, kind, name });
  }
  return runs;
}

/** The days as lines that `readCalendarDays` understands: what an earlier import is brought in again by. */
export function linesOf(days: readonly CalendarDay[]): string {
  return runsOf(days)
    .map(({ from, to, kind, name }) => `${from === to ? from : `${from}~${to}`},${kind},${name}`)
    .join('\n');
}

/** The seven holidays of the country, as its notices name them; one that is missing from a year's days is worth a question. */
const USUAL = ['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'];

/** Which of the country's holidays the days of a year do not name. */
export function missingHolidays(days: readonly CalendarDay[]): string[] {
  const names = days.filter(({ kind }) => kind === 'off').map(({ name }) => name);
  return USUAL.filter((usual) => !names.some((name) => name.includes(usual)));
}

/** The weeks of a month from Monday on; null stands where a week reaches into another month. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const weeks: (string | null)[][] = [];
  const ahead = new Date(`${first}T00:00:00Z`).getUTCDay() || 7;
  for (
    let monday = addDays(first, 1 - ahead);
    weeks.length === 0 || inMonth(monday, month);
    monday = addDays(monday, 7)
  )
    weeks.push(
      Array.from({ length: 7 }, (_, at) => addDays(monday, at)).map((day) => (inMonth(day, month) ? day : null))
    );
  return weeks;
}

function inMonth(day: string, month: number): boolean {
  return partsOf(day).month === month;
}
