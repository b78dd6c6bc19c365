import { addMonths, monthEnd } from '../meetings/days';

/** A month is YYYY-MM, in the community's time zone. */
export function isMonth(text: string): boolean {
  return /^(19|2\d)\d\d-(0[1-9]|1[0-2])$/.test(text);
}

/** The month in which a day (YYYY-MM-DD) lies. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Its first and its last day. */
export function spanOf(month: string): { from: string; to: string } {
  const from = `${month}-01`;
  return { from, to: monthEnd(from) };
}

/** The month `count` months on. */
export function monthsOn(month: string, count: number): string {
  return monthOf(addMonths(`${month}-01`, count));
}

/** `count` months up to this one, the earliest first. */
export function monthsUpTo(month: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => monthsOn(month, n + 1 - count));
}
