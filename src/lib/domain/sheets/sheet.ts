import { ENTRY_KINDS, type EntryKind } from '../meetings/kind';

/** Lines that one printed sheet has room for. */
export const SHEET_LINES = 14;
/** So many are printed at a time. */
export const MOST_SHEETS = 20;

/** For people: XZ-2026-0007, counted a community and year. */
export function sheetNumber(year: number, n: number): string {
  return `XZ-${year}-${String(n).padStart(4, '0')}`;
}

/** A number as somebody types it or a code reader gives it; null where it is none. */
export function readSheetNumber(typed: string): string | null {
  const found = /(?:XZ\D*)?(\d{4})\D+(\d{1,4})\s*$/i.exec(typed.normalize('NFKC').trim());
  return found ? sheetNumber(Number(found[1]), Number(found[2])) : null;
}

/** A line as it is typed in from a sheet; `row` counts from 1 as printed. */
export interface SheetLine {
  row: number;
  kind: EntryKind;
  speaker: string;
  text: string;
  /** “9:05” as written on the sheet; empty where none was. */
  time: string;
}

const LONGEST = { speaker: 40, text: 2000 };

/** The lines of a form, field by field (`text-3`, `speaker-3`, …); rows without words are left out. */
export function readSheetLines(field: (name: string) => string): SheetLine[] {
  return Array.from({ length: SHEET_LINES }, (_, at) => at + 1).flatMap((row) => {
    const text = field(`text-${row}`).trim().slice(0, LONGEST.text);
    if (!text) return [];
    const kind = ENTRY_KINDS.find((kind) => kind === field(`kind-${row}`)) ?? 'voice';
    return [
      { row, kind, speaker: field(`speaker-${row}`).trim().slice(0, LONGEST.speaker), text, time: field(`time-${row}`) }
    ];
  });
}

/** Hour and minute of “9:05”, “9：05” or “9点5分”; null where it is no time of day. */
export function readTime(written: string): { hour: number; minute: number } | null {
  const found = /^(\d{1,2})\s*[:点时]\s*(?:(\d{1,2})\s*分?)?$/.exec(written.normalize('NFKC').trim());
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}
