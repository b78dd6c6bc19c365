import { addDays, daysBetween, partsOf, weekdayOf } from '../meetings/days';

/**
 * Which days are worked, as the authorities announce it year by year. It is data, brought in by an administrator: a rule of
 * ours would call the holidays of a year that it does not know working days.
 */
export interface WorkCalendar {
  /** Years whose holidays have been announced. */
  announced: readonly number[];
  /** Days off that belong to a holiday, weekend days among them, with its name: `{ '2026-10-01': '国庆节' }`. */
  off: Readonly<Record<string, string>>;
  /** Days of a weekend that are worked, with the holiday they make up for; the name may be empty. */
  work: Readonly<Record<string, string>>;
}

/** No year has been announced: weekends are off, nothing is sure. */
export const NOTHING_ANNOUNCED: WorkCalendar = { announced: [], off: {}, work: {} };

export interface DayKind {
  working: boolean;
  kind: 'weekday' | 'weekend' | 'holiday' | 'make-up';
  /** Of the holiday; empty for an ordinary day. */
  name: string;
  /** The day's year has been announced; otherwise this is an estimate by weekends. */
  sure: boolean;
}

/** What kind of day it is (rules W2, W3). */
export function dayKind(calendar: WorkCalendar, day: string): DayKind {
  const sure = calendar.announced.includes(partsOf(day).year);
  const [off, work] = [calendar.off[day], calendar.work[day]];
  if (off !== undefined) return { working: false, kind: 'holiday', name: off, sure };
  if (work !== undefined) return { working: true, kind: 'make-up', name: work, sure };
  const working = weekdayOf(day) < 6;
  return { working, kind: working ? 'weekday' : 'weekend', name: '', sure };
}

/** The `count`th working day after `from`; `from` itself for 0 (rules W4, W5). `count` is whole and not negative. */
export function addWorkingDays(calendar: WorkCalendar, from: string, count: number): { day: string; sure: boolean } {
  let day = from;
  let sure = true;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    const at = dayKind(calendar, day);
    sure &&= at.sure;
    if (at.working) left--;
  }
  return { day, sure };
}

/** How many working days lie after `from` up to `to`, that day included; negative when `to` lies before (rules W5, W6). */
export function workingDaysBetween(calendar: WorkCalendar, from: string, to: string): { days: number; sure: boolean } {
  if (to < from) {
    const { days, sure } = workingDaysBetween(calendar, to, from);
    return { days: days && -days, sure };
  }
  // By sums and not day by day: the ledger asks this of every line of a long table.
  const { off, work } = calendar;
  const among = (days: Readonly<Record<string, string>>, counts: (day: string) => boolean) =>
    Object.keys(days).filter((day) => day > from && day <= to && counts(day)).length;
  const lost = among(off, (day) => weekdayOf(day) < 6);
  const won = among(work, (day) => weekdayOf(day) >= 6 && off[day] === undefined);
  return { days: weekdaysUntil(from, to) - lost + won, sure: sureThrough(calendar, from, to) };
}

/** How many working days `day` is past the deadline; 0 while it is not (rule W7). */
export function workingDaysLate(calendar: WorkCalendar, dueOn: string, day: string): { days: number; sure: boolean } {
  return day > dueOn ? workingDaysBetween(calendar, dueOn, day) : { days: 0, sure: true };
}

/** The first day of the next holiday of this name (its beginning is enough: 国庆 for 国庆节) after `day`, or null (rule W9). */
export function nextHoliday(calendar: WorkCalendar, name: string, day: string): string | null {
  const { off } = calendar;
  const days = Object.keys(off)
    .filter((key) => key > day && off[key]!.startsWith(name))
    .sort();
  // In the middle of a holiday the rest of it is not the next one.
  return days.find((day) => !off[addDays(day, -1)]?.startsWith(name)) ?? null;
}

/** The calendar without the days before `day`: what a tablet has to carry. */
export function calendarFrom(calendar: WorkCalendar, day: string): WorkCalendar {
  const { year } = partsOf(day);
  const later = (days: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(days).filter(([one]) => one >= day));
  return {
    announced: calendar.announced.filter((one) => one >= year),
    off: later(calendar.off),
    work: later(calendar.work)
  };
}

/** Mondays to Fridays after `from` up to `to`. */
function weekdaysUntil(from: string, to: string): number {
  const span = daysBetween(from, to);
  let days = Math.floor(span / 7) * 5;
  for (let rest = span % 7, weekday = weekdayOf(to); rest > 0; rest--, weekday = weekday === 1 ? 7 : weekday - 1)
    if (weekday < 6) days++;
  return days;
}

function sureThrough({ announced }: WorkCalendar, from: string, to: string): boolean {
  if (from === to) return true;
  const last = partsOf(to).year;
  for (let { year } = partsOf(addDays(from, 1)); year <= last; year++) if (!announced.includes(year)) return false;
  return true;
}
