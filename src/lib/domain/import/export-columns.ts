import type { Field } from './fields';

/** What is printed of an item; the same names as its row. */
export interface Printed {
  id: string;
  number: string;
  sourceNumber: string;
  title: string;
  detail: string;
  state: string;
  category: string;
  tier: string;
  ownerName: string | null;
  dueOn: string | null;
  overdue: boolean;
  venueName: string | null;
  channel: string;
  raisedBy: string;
  supporters: number;
  answer: string;
  withheld: boolean;
  createdAt: string;
  finishedAt: string | null;
}

/** A cell of the export: a text, a number, a day, or a day with its time in the community's zone. */
export type Cell = string | number | { day: string; time?: string } | null;

export type ExportColumn = Exclude<Field, 'append' | 'private'> | 'overdue' | 'withheld';

/** The columns of an export in their order (rule X1), and how wide they are in characters. */
export const EXPORT_COLUMNS: readonly { key: ExportColumn; width: number }[] = [
  { key: 'number', width: 12 },
  { key: 'title', width: 36 },
  { key: 'state', width: 10 },
  { key: 'owner', width: 18 },
  { key: 'due', width: 12 },
  { key: 'overdue', width: 8 },
  { key: 'category', width: 14 },
  { key: 'tier', width: 10 },
  { key: 'venue', width: 16 },
  { key: 'detail', width: 44 },
  { key: 'answer', width: 36 },
  { key: 'raisedBy', width: 14 },
  { key: 'supporters', width: 10 },
  { key: 'channel', width: 14 },
  { key: 'withheld', width: 10 },
  { key: 'registered', width: 17 },
  { key: 'finished', width: 17 },
  { key: 'source', width: 14 },
  { key: 'id', width: 38 }
];

/** The words of a set's values and of yes and no, in the reader's language. */
export interface ExportWords {
  label(set: string, value: string): string;
  yes: string;
}

/** One cell of an item's line. */
export function cellOf(key: ExportColumn, item: Printed, words: ExportWords, timeZone: string): Cell {
  switch (key) {
    case 'number':
      return item.number;
    case 'source':
      return item.sourceNumber;
    case 'owner':
      return item.ownerName ?? '';
    case 'venue':
      return item.venueName ?? '';
    case 'due':
      return item.dueOn && { day: item.dueOn };
    case 'registered':
      return momentCell(item.createdAt, timeZone);
    case 'finished':
      return item.finishedAt && momentCell(item.finishedAt, timeZone);
    case 'state':
    case 'category':
    case 'tier':
    case 'channel':
      return words.label(key, item[key]);
    case 'overdue':
    case 'withheld':
      return item[key] ? words.yes : '';
    case 'supporters':
      return item.supporters;
    default:
      return item[key];
  }
}

/** A cell as a CSV file has it, and as a reader of either file gets it back. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.time ? `${cell.day} ${cell.time}` : cell.day;
  return String(cell);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Swedish writes a moment as 2026-11-23 10:00. One clock a zone: to make one costs more than a whole line. */
function momentCell(moment: string, timeZone: string): Cell {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    clocks.set(timeZone, clock);
  }
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return null;
  const [day, time] = clock.format(at).split(' ') as [string, string];
  return { day, time };
}
