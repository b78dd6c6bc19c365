import { setImmediate } from 'node:timers/promises';
import { csvRows } from '$lib/domain/import/csv';
import { guessHead, type Heads, type Row } from '$lib/domain/import/guess';
import { LARGEST_IMPORT, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_TEXT } from '$lib/domain/import/import-limits';
import type { Refusal } from '$lib/domain/refusal';
import { Unreadable } from './unreadable';
import { readSheet } from './xlsx/sheet';
import { readWorkbook } from './xlsx/workbook';
import { openZip } from './xlsx/zip';

/** A file of a ledger, one of its sheets read. */
export interface ReadFile {
  sheets: { name: string; hidden: boolean }[];
  /** Place of the sheet that was read. */
  sheet: number;
  date1904: boolean;
  rows: Row[];
}

const XLSX = Buffer.from('PK');
/** Old .xls, and an .xlsx with a password. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** So many rows of text are cut at a time before others have their turn. */
const SLICE = 500;
const LOOKED_AT = 8;

let reading = false;

/**
 * Reads an .xlsx or a .csv (UTF-8, UTF-16 or GB18030). One at a time: what a file unpacks to is bounded, what ten do is not.
 * @param sheet the place of the sheet; left out: the first that looks like a ledger
 */
export async function readFile(bytes: Buffer, heads: Heads, sheet?: number): Promise<ReadFile | Refusal> {
  if (bytes.length === 0) return { refused: 'import/no-file' };
  if (bytes.length > LARGEST_IMPORT) return { refused: 'import/too-large' };
  if (reading) return { refused: 'server/busy', with: { seconds: 5 } };
  reading = true;
  try {
    const read = bytes.subarray(0, 2).equals(XLSX) ? await fromXlsx(bytes, heads, sheet) : await fromText(bytes);
    return read.rows.length ? read : { refused: 'import/empty' };
  } catch (error) {
    if (error instanceof Unreadable) return { refused: error.refusal };
    throw error;
  } finally {
    reading = false;
  }
}

async function fromXlsx(bytes: Buffer, heads: Heads, asked?: number): Promise<ReadFile> {
  const zip = openZip(bytes);
  const { sheets, ...book } = await readWorkbook(zip);
  const named = sheets.map(({ name, hidden }) => ({ name, hidden }));
  const one = async (sheet: number): Promise<ReadFile> => ({
    sheets: named,
    sheet,
    date1904: book.date1904,
    rows: await readSheet(zip, sheets[sheet]!.path, book)
  });
  if (asked !== undefined) return await one(Math.min(Math.max(0, asked), sheets.length - 1));
  let first: ReadFile | null = null;
  const visible = [...sheets.keys()].filter((place) => !sheets[place]!.hidden);
  for (const place of visible.slice(0, LOOKED_AT)) {
    const read = await one(place);
    if (guessHead(read.rows, heads) !== null) return read;
    first ??= read;
  }
  return first ?? (await one(0));
}

async function fromText(bytes: Buffer): Promise<ReadFile> {
  if (bytes.subarray(0, 4).equals(OLE)) throw new Unreadable('import/old-excel');
  const text = decode(bytes);
  if (/^\s*(?:<!doctype html|<html|<\?xml)/i.test(text)) throw new Unreadable('import/old-excel');
  const rows: Row[] = [];
  let [n, whole] = [0, 0];
  for (const cells of csvRows(text)) {
    n++;
    if (n % SLICE === 0) await setImmediate();
    const kept = cells.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, LONGEST_CELL));
    if (!kept.some((cell) => cell.trim())) continue;
    rows.push({ n, cells: kept });
    whole += kept.reduce((sum, cell) => sum + cell.length, 0);
    if (rows.length > MOST_ROWS + 100) throw new Unreadable('import/too-many-rows');
    if (whole > MOST_TEXT) throw new Unreadable('import/too-large');
  }
  return { sheets: [{ name: '', hidden: false }], sheet: 0, date1904: false, rows };
}

/** The text of a file by its mark, else as strict UTF-8, else as GB18030, which Chinese Excel writes. Throws Unreadable. */
export function decode(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const tries = mark === 'fffe' ? ['utf-16le'] : mark === 'feff' ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of tries) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // Neither a table nor anything else that a person typed.
      if (text.includes('\u0000')) break;
      return text;
    } catch {
      continue;
    }
  }
  throw new Unreadable('import/unreadable');
}
