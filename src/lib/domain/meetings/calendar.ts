import { addDays, partsOf, weekdayOf } from './days';

/**
 * Which days are worked, as the authorities announce it year by year. It is data, entered by an administrator: a rule
 * of ours would call the holidays of a year it does not know working days.
 */
export interface Calendar {
  /** Years whose holidays have been announced. */
  announced: readonly number[];
  /** Days off that are no weekend or belong to a holiday, with the holiday's name: `{ '2026-10-01': '国庆节' }`. */
  off: Readonly<Record<string, string>>;
  /** Days of a weekend that are worked. */
  work: readonly string[];
}

/** `unannounced`: a weekday of a year whose holidays nobody has announced yet. */
export type DayKind = 'work' | 'off' | 'unannounced';

/** What kind of day it is. Without a calendar weekends are off and no weekday is sure. */
export function dayKind(day: string, calendar: Calendar | null): DayKind {
  if (calendar && day in calendar.off) return 'off';
  if (calendar?.work.includes(day)) return 'work';
  if (weekdayOf(day) >= 6) return 'off';
  return calendar?.announced.includes(partsOf(day).year) ? 'work' : 'unannounced';
}

/**
 * The `count`th working day after `day`. Weekdays of an unannounced year are counted as worked, and `sure` is then false.
 */
export function addWorkingDays(day: string, count: number, calendar: Calendar | null): { day: string; sure: boolean } {
  let at = day;
  let sure = true;
  for (let left = count; left > 0;) {
    at = addDays(at, 1);
    const kind = dayKind(at, calendar);
    if (kind === 'off') continue;
    if (kind === 'unannounced') sure = false;
    left--;
  }
  return { day: at, sure };
}

/** The first day of the next holiday of this name (its beginning is enough: 国庆 for 国庆节) after `day`, or null. */
export function nextHoliday(name: string, day: string, calendar: Calendar | null): string | null {
  if (!calendar) return null;
  const days = Object.keys(calendar.off)
    .filter((off) => off > day && calendar.off[off]!.startsWith(name))
    .sort();
  // In the middle of a holiday the rest of it is not the next one.
  return days.find((off) => !calendar.off[addDays(off, -1)]?.startsWith(name)) ?? null;
}
