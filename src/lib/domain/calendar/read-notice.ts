import type { CalendarDay } from './announced';
import { daysOfSpan, SPAN, type Unread } from './read-span';

/** 二、春节:2月15日…放假调休,共9天。2月14日(周六)、2月28日(周六)上班。 */
const PARAGRAPH = /^[一二三四五六七八九十]+、\s*(?<name>[^:\d]{1,20}):(?<rest>.*\d.*)$/;
const SPANS = new RegExp(SPAN, 'g');

/** Whether a line is a paragraph of the State Council's notice. */
export function isNoticeLine(line: string): boolean {
  return PARAGRAPH.test(line) && /放假|上班/.test(line);
}

/**
 * The days of one paragraph of the notice. What stands beside the dates (the weekday, how many days) is held against them, so
 * that a notice of another year or a slip in copying shows (rule I4).
 */
export function readNoticeLine(line: string, year: number): CalendarDay[] | Unread {
  const found = PARAGRAPH.exec(line)?.groups;
  if (!found) return 'sentence';
  const days: CalendarDay[] = [];
  for (const sentence of found.rest!.split('。')) {
    const what = /放假|上班|补休/.exec(sentence);
    if (!what) {
      if (/\d[日号]/.test(sentence)) return 'sentence';
      continue;
    }
    const kind = what[0] === '上班' ? 'work' : 'off';
    const read = daysNamed(sentence.slice(0, what.index), year);
    if (!Array.isArray(read)) return read;
    const said = /共(\d+)天/.exec(sentence)?.[1];
    if (said !== undefined && Number(said) !== read.length) return 'count';
    days.push(...read.map((day) => ({ day, kind, name: found.name! }) as const));
  }
  return days.length ? days : 'sentence';
}

/** Every day that a sentence names before it says what they are. */
function daysNamed(words: string, year: number): string[] | Unread {
  const days: string[] = [];
  let month: number | null = null;
  for (const { groups } of words.matchAll(SPANS)) {
    const read = daysOfSpan(groups!, { year, month });
    if (typeof read === 'string') return read;
    days.push(...read.days);
    month = read.month;
  }
  // A word that is no date may turn the sentence round: it is not guessed at.
  return days.length && /^[、,和及与\s]*$/.test(words.replace(SPANS, '')) ? days : 'sentence';
}
