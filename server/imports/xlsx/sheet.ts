import type { Row } from '$lib/domain/import/guess';
import { BROKEN, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_TEXT } from '$lib/domain/import/import-limits';
import { readSerial } from '$lib/domain/import/read-day';
import { Unreadable } from '../unreadable';
import { plain, type Workbook } from './workbook';
import { attribute, readXml } from './xml';
import type { Zip } from './zip';

/** Titles and signatures stand around the rows themselves. */
const AROUND = 100;
const MOST_MERGES = 50_000;

interface Merge {
  column: number;
  from: number;
  to: number;
}

/**
 * The rows of a sheet that hold anything, as the person sees them: days as 2026-12-01, formulas as their last result. A
 * value that is merged over several rows counts for each of them. Throws Unreadable over the limits.
 */
export async function readSheet(zip: Zip, path: string, book: Omit<Workbook, 'sheets'>): Promise<Row[]> {
  const rows: Row[] = [];
  const merges: Merge[] = [];
  let whole = 0;
  let n = 0;
  let column = -1;
  let cells: string[] = [];
  let [type, style, value, formula] = ['', 0, '', false];
  let within: '' | 'v' | 't' = '';
  let aside = 0;

  function endCell() {
    if (column < 0 || column >= MOST_COLUMNS) return;
    const text = cellText(type, style, value, formula, book);
    if (!text) return;
    whole += text.length;
    if (whole > MOST_TEXT) throw new Unreadable('import/too-large');
    while (cells.length < column) cells.push('');
    cells[column] = text.slice(0, LONGEST_CELL);
  }

  await readXml(zip.text(path), {
    open(name, input) {
      switch (name) {
        case 'row':
          n = Number(attribute(input, 'r') ?? n + 1);
          [cells, column] = [[], -1];
          break;
        case 'c': {
          const ref = attribute(input, 'r');
          column = ref ? columnOf(ref) : column + 1;
          [type, style, value, formula] = [attribute(input, 't') ?? 'n', Number(attribute(input, 's') ?? 0), '', false];
          break;
        }
        case 'v':
        case 't':
          within = name;
          break;
        case 'f':
          formula = true;
          break;
        case 'rPh':
          aside++;
          break;
        case 'mergeCell': {
          const merge = mergeOf(attribute(input, 'ref') ?? '');
          if (merge && merges.length < MOST_MERGES) merges.push(merge);
        }
      }
    },
    text(piece) {
      if (within && !aside && value.length <= LONGEST_CELL) value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') within = '';
      else if (name === 'rPh') aside--;
      else if (name === 'c') endCell();
      else if (name === 'row' && cells.some((cell) => cell.trim())) {
        rows.push({ n, cells });
        if (rows.length > MOST_ROWS + AROUND) throw new Unreadable('import/too-many-rows');
      }
    }
  });
  spread(rows, merges, whole);
  return rows;
}

function cellText(
  type: string,
  style: number,
  value: string,
  formula: boolean,
  { strings, dates, date1904 }: Omit<Workbook, 'sheets'>
): string {
  if (type === 'inlineStr' || type === 'str') return plain(value);
  if (value === '') return formula ? `${BROKEN}formula` : '';
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? '是' : '否';
  if (type === 'e') return BROKEN + value;
  if (type === 'd') return value.replace('T', ' ').replace(/ 00:00(?::00(?:\.0+)?)?Z?$/, '');
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (dates[style]) {
    const read = readSerial(number, date1904);
    if (read) return read.time ? `${read.day} ${read.time}` : read.day;
  }
  // Fifteen places are what Excel shows: 0.1 + 0.2 is 0.3 to the person.
  return Number.isInteger(number) && Math.abs(number) < 1e21
    ? String(BigInt(number))
    : String(Number(number.toPrecision(15)));
}

/** The place of a column from its letters: A is 0. */
function columnOf(ref: string): number {
  let at = 0;
  for (let n = 0; n < ref.length && n < 4; n++) {
    const code = ref.charCodeAt(n) & 0xdf;
    if (code < 65 || code > 90) break;
    at = at * 26 + code - 64;
  }
  return at - 1;
}

/** A merge that goes down over rows; one within a row says nothing to the others. */
function mergeOf(ref: string): Merge | null {
  const [, letters, from, to] = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(ref) ?? [];
  return letters && from !== to ? { column: columnOf(letters), from: Number(from), to: Number(to) } : null;
}

/** Returns a merged value to each row under it; what that makes of one long text is counted too. */
function spread(rows: readonly Row[], merges: readonly Merge[], whole: number): void {
  if (!merges.length) return;
  const at = new Map(rows.map((row, place) => [row.n, place]));
  for (const { column, from, to } of merges) {
    const first = at.get(from);
    const value = first === undefined ? '' : (rows[first]!.cells[column] ?? '');
    if (!value) continue;
    for (let place = first! + 1; place < rows.length && rows[place]!.n <= to; place++) {
      const cells = rows[place]!.cells as string[];
      while (cells.length <= column) cells.push('');
      whole += value.length;
      if (whole > MOST_TEXT) throw new Unreadable('import/too-large');
      cells[column] ||= value;
    }
  }
}
