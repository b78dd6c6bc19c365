import { dayIn as dayOf } from '../domain/meetings/days';
import type { Locale } from './dictionary';

export { dayOf };

/**
 * A day (YYYY-MM-DD) as people say it: `12月1日 周二`, `Tue 1 Dec`; with its year unless it is the year of `today`.
 * Anything that is not a day comes back as it is.
 */
export function sayDay(day: string, locale: Locale, today: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(date);
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  if (locale === 'zh-CN') {
    const year = sameYear ? '' : `${date.getUTCFullYear()}年`;
    return `${year}${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${part({ weekday: 'short' })}`;
  }
  const year = sameYear ? '' : ` ${date.getUTCFullYear()}`;
  return `${part({ weekday: 'short' })} ${date.getUTCDate()} ${part({ month: 'short' })}${year}`;
}

/** One a zone: to make one takes longer than a line of a list. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The time of day of a moment, `18:30`, in the community's time zone. */
export function sayTime(moment: string | Date, timeZone: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return '';
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    clocks.set(timeZone, clock);
  }
  return clock.format(date);
}

/** Day and time of a moment: `12月1日 周二 18:30`. */
export function sayMoment(moment: string | Date, locale: Locale, timeZone: string, now: string | Date): string {
  return `${sayDay(dayOf(moment, timeZone), locale, dayOf(now, timeZone))} ${sayTime(moment, timeZone)}`.trim();
}

/** A leaf of a tear-off calendar for YYYY-MM-DD: `12月` `1` `周二`. */
export function leafOf(day: string, locale: Locale): { month: string; day: string; weekday: string } {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return { month: '', day: '?', weekday: '' };
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(date);
  return { month: part({ month: 'short' }), day: String(date.getUTCDate()), weekday: part({ weekday: 'short' }) };
}

/**
 * The moment (ISO, UTC) of a wall clock's day (YYYY-MM-DD) and time (HH:MM) in a time zone; null when either is not one.
 * A time that a change to summer time skips gives the moment just after.
 */
export function momentOf(day: string, time: string, timeZone: string): string | null {
  const asked = Date.parse(`${day}T${time}:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time) || Number.isNaN(asked)) return null;
  let moment = asked;
  // The zone's offset depends on the moment we look for: a second look settles it.
  for (let look = 0; look < 2; look++) {
    const seen = Date.parse(`${dayOf(new Date(moment), timeZone)}T${sayTime(new Date(moment), timeZone)}:00Z`);
    moment += asked - seen;
  }
  return new Date(moment).toISOString();
}
