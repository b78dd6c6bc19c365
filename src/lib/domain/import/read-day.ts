import { addDays, makeDay, partsOf } from '../meetings/days';

/** A day, and its time of day where one is written (HH:MM). */
export interface Read {
  day: string;
  time: string | null;
}

interface Given {
  /** Serial numbers count from 1904 (a workbook made on an old Mac). */
  date1904?: boolean;
  /** YYYY-MM-DD: where a date without a year is counted from; the first such day on or after it. */
  notBefore?: string;
  /** YYYY-MM-DD: where a date without a year may not lie after; the last such day up to it. */
  notAfter?: string;
}

// Serials of 1954 to 2119: a smaller number in a column of dates is a slip, not a date.
const SERIAL = /^\d{5}(?:\.\d+)?$/;
const LEAST_SERIAL = 20_000;
const FULL = /^(?<y>\d{4})(?:年|[-/.])(?<m>\d{1,2})(?:月|[-/.])(?<d>\d{1,2})[日号]?$/;
const TIGHT = /^(?<y>(?:19|20)\d\d)(?<m>\d\d)(?<d>\d\d)$/;
const YEARLESS = /^(?<m>\d{1,2})(?:月(?<d>\d{1,2})[日号]?|[/.](?<e>\d{1,2}))$/;
const TIME = /[T\s]*(?<h>\d{1,2})[:：时点](?<i>\d{1,2})?分?(?::\d{1,2}(?:\.\d+)?秒?)?Z?$/i;

/**
 * A day as ledgers write it (rule I4): serials of Excel, 2026年12月1日, 2026/12/1, 2026.12.1, 20261201, 12月1日; with a weekday or
 * a time behind it, or a 前. Null for everything else: a deadline is never a guess.
 */
export function readDay(text: string, input: Given = {}): Read | null {
  let plain = text.normalize('NFKC').trim();
  if (SERIAL.test(plain)) return readSerial(Number(plain), input.date1904 ?? false);
  plain = plain.replace(/\((?:周|星期).\)|(?:周|星期)[一二三四五六日天]/g, '').trim();
  plain = plain.replace(/(?:之前|以前|前)$/, '').trim();
  let time: string | null = null;
  const timed = TIME.exec(plain);
  if (timed && timed.index > 0) {
    time = makeTime(Number(timed.groups!.h), Number(timed.groups!.i ?? 0));
    if (!time) return null;
    plain = plain.slice(0, timed.index).trim();
  }
  plain = plain.replace(/\s+/g, '').replace(/(?:上午|下午|早上|晚上)$/, '');
  const full = (FULL.exec(plain) ?? TIGHT.exec(plain))?.groups;
  if (full) return read(makeDay(Number(full.y), Number(full.m), Number(full.d)), time);
  const short = YEARLESS.exec(plain)?.groups;
  if (short) return read(yearless(Number(short.m), Number(short.d ?? short.e), input), time);
  return null;
}

/** The day of a serial number; 1900 has a 29 February in Excel that never was. */
export function readSerial(serial: number, date1904 = false): Read | null {
  if (!(serial >= LEAST_SERIAL - (date1904 ? 1462 : 0)) || serial > 80_000) return null;
  const minutes = Math.round((serial - Math.floor(serial)) * 1440);
  const whole = Math.floor(serial) + (minutes === 1440 ? 1 : 0);
  const day = addDays(date1904 ? '1904-01-01' : '1899-12-30', whole);
  return { day, time: minutes % 1440 ? makeTime(Math.floor(minutes / 60), minutes % 60) : null };
}

/** The serial number of a day and, where given, its time (HH:MM). */
export function serialOf(day: string, time?: string | null): number {
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
  const [h = 0, i = 0] = (time ?? '').split(':').map(Number);
  return days + (h * 60 + i) / 1440;
}

function read(day: string | null, time: string | null): Read | null {
  return day ? { day, time } : null;
}

function makeTime(h: number, i: number): string | null {
  if (!(h < 24 && i < 60)) return null;
  return `${String(h).padStart(2, '0')}:${String(i).padStart(2, '0')}`;
}

function yearless(month: number, date: number, { notBefore, notAfter }: Given): string | null {
  if (notBefore) {
    const { year } = partsOf(notBefore);
    const same = makeDay(year, month, date);
    return same && same >= notBefore ? same : makeDay(year + 1, month, date);
  }
  if (!notAfter) return null;
  const { year } = partsOf(notAfter);
  const same = makeDay(year, month, date);
  return same && same <= notAfter ? same : makeDay(year - 1, month, date);
}
