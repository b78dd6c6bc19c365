import { dayIn } from './days';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The time of day of a moment, `18:30`, in a time zone (IANA); empty where there is no such moment. */
export function timeIn(moment: string | Date, timeZone: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return '';
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(date);
}

/**
 * The moment (ISO, UTC) of a wall clock's day (YYYY-MM-DD) and time (HH:MM) in a time zone; null when either is not one.
 * A time that a change to summer time skips gives the moment just after.
 */
export function momentOf(day: string, time: string, timeZone: string): string | null {
  const asked = Date.parse(`${day}T${time}:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time) || Number.isNaN(asked)) return null;
  let moment = asked;
  // The zone's offset depends on the moment we look for: a second pass settles it.
  for (let pass = 0; pass < 2; pass++) {
    const seen = Date.parse(`${dayIn(new Date(moment), timeZone)}T${timeIn(new Date(moment), timeZone)}:00Z`);
    // The formats write years before 1000 in their own way: nobody met then.
    if (Number.isNaN(seen)) return null;
    moment += asked - seen;
  }
  return new Date(moment).toISOString();
}
