import { dayIn, isDay } from '../meetings/days';
import { momentOf } from '../meetings/clock';

const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
/** In a query string a bare `+` is a blank. */
const BLANK_OFFSET = / (?=\d\d:\d\d$)/;

/** The moment (ISO, UTC) of a W3C date-time with its offset; null where it is none (rule G12). */
export function readW3c(text: string): string | null {
  const [, day, hour, minute, second = '00', offset] = TIME.exec(text.replace(BLANK_OFFSET, '+')) ?? [];
  if (!day || !isDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (offset !== 'Z' && (Number(offset!.slice(1, 3)) > 14 || Number(offset!.slice(4)) > 59)) return null;
  const moment = new Date(text.replace(BLANK_OFFSET, '+'));
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

const formats = new Map<string, { time: Intl.DateTimeFormat; offset: Intl.DateTimeFormat }>();

function formatsOf(timeZone: string) {
  let found = formats.get(timeZone);
  if (!found) {
    const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
    found = { time, offset: new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }) };
    formats.set(timeZone, found);
  }
  return found;
}

/** A moment as a W3C date-time with the offset that a time zone (IANA) has then: `2026-11-23T10:00:00+08:00` (rule G7). */
export function writeW3c(moment: string, timeZone: string): string {
  const at = new Date(moment);
  const { time, offset } = formatsOf(timeZone);
  const named = offset.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  // Old zones have seconds in their offset, which W3C has not: they are all long past.
  const away = /^GMT([+-]\d\d:\d\d)/.exec(named)?.[1] ?? 'Z';
  return `${dayIn(at, timeZone)}T${time.format(at)}${away === '+00:00' ? 'Z' : away}`;
}

/** The last second of a day (YYYY-MM-DD) where the community lives; null where it is no day. */
export function endOfDay(day: string, timeZone: string): string | null {
  const moment = isDay(day) ? momentOf(day, '23:59', timeZone) : null;
  return moment && writeW3c(new Date(Date.parse(moment) + 59_000).toISOString(), timeZone);
}
