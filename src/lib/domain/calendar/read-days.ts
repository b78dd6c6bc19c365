import { partsOf, weekdayOf } from '../meetings/days';
import type { CalendarDay } from './announced';
import { isNoticeLine, readNoticeLine } from './read-notice';
import { daysOfSpan, plainDates, SPAN, type Unread } from './read-span';

export interface UnreadLine {
  /** Of the text, from 1; in JSON the number of the entry, 0 for the whole. */
  line: number;
  text: string;
  why: Unread;
}

export interface ReadDays {
  format: 'lines' | 'notice' | 'json';
  /** In order; what could be read, even where a line could not. */
  days: CalendarDay[];
  unread: UnreadLine[];
}

const MOST_DAYS = 120;
const LONGEST_NAME = 20;
const LONGEST_SHOWN = 60;
const KINDS: [RegExp, CalendarDay['kind']][] = [
  [/^(?:off|holiday|true|休|休息|放假|放假调休|假|假期|节假日|法定节假日|公休)$/i, 'off'],
  [/^(?:work|workday|working|false|班|上班|补班|工作日|调休上班|补班日)$/i, 'work']
];
/** What a spreadsheet puts beside a date: its weekday, midnight. */
const BESIDE_A_DATE = /^(?:(?:周|星期)[一二三四五六日天]|0?0:00(?::00)?)$/;
const ROW = new RegExp(`^${SPAN}(?<rest>.*)$`);

/** One thing that was read, with where it stood: its days, or why not. */
interface Piece {
  line: number;
  text: string;
  read: CalendarDay[] | Unread;
}

/**
 * Reads the days of a year from what an administrator has: lines or a CSV (date or run, off or work, name), the paragraphs of
 * the State Council's notice as they are published, or JSON. Rules I1 to I4.
 */
export function readCalendarDays(text: string, year: number): ReadDays {
  const plain = text.replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(plain)) return gather('json', readJson(plain, year), year);
  const lines = plain
    .split(/\r\n|\r|\n/)
    .map((raw, at) => ({ line: at + 1, text: raw.trim(), row: plainDates(raw).trim() }));
  const notice = lines.some(({ row }) => isNoticeLine(row));
  const pieces = lines
    .filter(({ row, line }) => (notice ? isNoticeLine(row) || namesDays(row) : row !== '' && !isHeading(row, line)))
    .map(({ line, text, row }) => ({ line, text, read: notice ? readNoticeLine(row, year) : readRow(row, year) }));
  return gather(notice ? 'notice' : 'lines', pieces, year);
}

/** What a notice says of days outside its numbered paragraphs: said, not passed over. */
function namesDays(row: string): boolean {
  const date = row.search(/\d[日号]/);
  return date >= 0 && /放假|上班/.test(row.slice(date)) && !/现将/.test(row);
}

function isHeading(row: string, line: number): boolean {
  return line === 1 && !/\d/.test(row) && /日期|date|day/i.test(row);
}

function readRow(row: string, year: number): CalendarDay[] | Unread {
  const found = ROW.exec(row.replace(/"/g, ''))?.groups;
  if (!found) return 'date';
  const span = daysOfSpan(found, { year, month: null });
  if (typeof span === 'string') return span;
  return named(span.days, found.rest!.split(/[\s,;|]+/).filter(Boolean));
}

/** Days with the words that stood beside them, of which one says off or work and the others are the name. */
function named(days: readonly string[], words: readonly string[]): CalendarDay[] | Unread {
  const kindOf = (word: string) => KINDS.find(([pattern]) => pattern.test(word))?.[1];
  const at = words.findIndex((word) => kindOf(word) !== undefined);
  if (at < 0) return 'kind';
  const name = words.filter((word, n) => n !== at && !BESIDE_A_DATE.test(word)).join(' ');
  return days.map((day) => ({ day, kind: kindOf(words[at]!)!, name }));
}

function readJson(text: string, year: number): Piece[] {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return [{ line: 0, text: text.slice(0, LONGEST_SHOWN), read: 'json' }];
  }
  const field = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  const list = Array.isArray(input) ? input : field(input, 'days');
  if (!Array.isArray(list)) return [{ line: 0, text: text.slice(0, LONGEST_SHOWN), read: 'json' }];
  const said = field(input, 'year');
  if (said !== undefined && said !== year) return [{ line: 0, text: `year: ${String(said)}`, read: 'other-year' }];
  return list.map((entry, at) => {
    const words = [field(entry, 'kind') ?? field(entry, 'type') ?? field(entry, 'isOffDay'), field(entry, 'name')];
    const [kind, name] = words.map((word) => (word === undefined ? '' : plainDates(String(word)).trim()));
    const date = ROW.exec(plainDates(String(field(entry, 'date') ?? field(entry, 'day') ?? '')).trim())?.groups;
    const span = date && !date.rest ? daysOfSpan(date, { year, month: null }) : 'date';
    const read = typeof span === 'string' ? span : named(span.days, [kind!, ...(name ? [name] : [])]);
    return { line: at + 1, text: JSON.stringify(entry) ?? '', read };
  });
}

/** Holds each piece to the year and to those before it (rule I3). */
function gather(format: ReadDays['format'], pieces: readonly Piece[], year: number): ReadDays {
  const days = new Map<string, CalendarDay>();
  const unread: UnreadLine[] = [];
  for (const { line, text, read } of pieces) {
    const why = typeof read === 'string' ? read : unfit(read, year, days);
    if (why) unread.push({ line, text: text.slice(0, LONGEST_SHOWN), why });
    else for (const one of read as CalendarDay[]) days.set(one.day, one);
  }
  return { format, days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)), unread };
}

function unfit(read: readonly CalendarDay[], year: number, before: ReadonlyMap<string, CalendarDay>): Unread | null {
  if (before.size + read.length > MOST_DAYS) return 'too-many';
  for (const { day, kind, name } of read) {
    const at = partsOf(day);
    if (at.year !== year && !(at.year === year - 1 && at.month === 12)) return 'other-year';
    if ([...name].length > LONGEST_NAME || (kind === 'off' && !name) || /[\p{Cc}\p{Cf}\d]/u.test(name)) return 'name';
    if (kind === 'work' && weekdayOf(day) < 6) return 'works-anyway';
  }
  const all = read.map(({ day }) => day);
  return all.some((day, at) => before.has(day) || all.indexOf(day) !== at) ? 'twice' : null;
}
