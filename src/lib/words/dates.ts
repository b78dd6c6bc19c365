import { momentOf, timeIn as sayTime } from '../domain/meetings/clock';
import { dayIn as dayOf } from '../domain/meetings/days';
import type { Locale } from './dictionary';

export { dayOf, momentOf, sayTime };

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
