/** A day is YYYY-MM-DD with no time and no zone; sums are done in UTC, where every day has 24 hours. */
const DAY_MS = 86_400_000;

/** A real day of the years 1900 to 2999, written as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  return /^(19|2\d)\d\d-\d\d-\d\d$/.test(text) && fromMs(toMs(text)) === text;
}

/** The day, or null when there is no such one (31 April). */
export function makeDay(year: number, month: number, date: number): string | null {
  const pad = (number: number, width: number) => String(number).padStart(width, '0');
  const day = `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
  return isDay(day) ? day : null;
}

export function partsOf(day: string): { year: number; month: number; date: number } {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return { year, month, date };
}

export function addDays(day: string, count: number): string {
  return fromMs(toMs(day) + count * DAY_MS);
}

/** Whole days from one to the other; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((toMs(to) - toMs(from)) / DAY_MS);
}

/** The same date `count` months on, or the last day of a month that is too short for it. */
export function addMonths(day: string, count: number): string {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + month - 1 + count;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  return makeDay(y, m, date) ?? monthEnd(`${y}-${String(m).padStart(2, '0')}-01`);
}

export function monthEnd(day: string): string {
  const { year, month } = partsOf(day);
  return fromMs(Date.UTC(year, month, 0));
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: string): number {
  return new Date(toMs(day)).getUTCDay() || 7;
}

/** One a zone: to make one takes longer than a line of a list. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The day on which a moment falls in a time zone (IANA); empty where there is no such moment. */
export function dayIn(moment: Date | string, timeZone: string): string {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayFormats.set(timeZone, format);
  }
  const at = new Date(moment);
  // A document may hold anything where a time belongs: one strange line must not take a whole page with it.
  return Number.isNaN(at.getTime()) ? '' : format.format(at);
}

function toMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function fromMs(ms: number): string {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10);
}
