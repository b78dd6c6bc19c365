import { strToU8, zipSync } from 'fflate';
import { expect } from 'vitest';
import { columnName } from '$lib/domain/import/column-name';
import type { Cell } from '$lib/domain/import/export-columns';
import { sheetXlsx } from '../../../server/documents';
import { beginImport, chooseColumns, createImportJobs, findImport, reviewRows } from '../../../server/imports';
import { caller, type TestGround } from '../../support/ground';
import { granted } from '../meetings/support';

export const staff = caller('staff');

/** What a stream of pieces makes. */
export async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** A workbook of one sheet with these rows, its head included. */
export async function workbook(rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const [head = [], ...rest] = rows;
  const width = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, at) => ({ label: String(head[at] ?? ''), width: 12 }));
  async function* below() {
    yield* rest;
  }
  return await whole(sheetXlsx({ name: '台账', columns }, below()));
}

interface HandMade {
  /** Rows of `<c>` cells, without the `<row>`. */
  sheets?: { name: string; state?: string; rows: string[]; after?: string }[];
  strings?: string[];
  /** Number formats of the cell styles 0, 1, 2 … */
  formats?: (number | string)[];
  date1904?: boolean;
  parts?: Record<string, string>;
}

/** A workbook as some other program would write it, part by part. */
export function handMade({ sheets = [], strings = [], formats = [0], date1904, parts = {} }: HandMade): Buffer {
  const files: Record<string, Uint8Array> = {};
  const put = (name: string, text: string) => (files[name] = strToU8(text));
  const own = formats.map((format, at) => (typeof format === 'string' ? { id: 164 + at, code: format } : null));
  put(
    'xl/workbook.xml',
    `<?xml version="1.0"?><x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr ${date1904 ? 'date1904="1"' : ''}/><x:sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<x:sheet name="${name}" ${state ? `state="${state}"` : ''} sheetId="${at + 1}" r:id="rId${at}"/>`
      )
      .join('')}</x:sheets></x:workbook>`
  );
  put(
    'xl/_rels/workbook.xml.rels',
    `<Relationships>${sheets.map((_, at) => `<Relationship Id="rId${at}" Target="/xl/worksheets/s${at}.xml" Type="t"/>`).join('')}</Relationships>`
  );
  put('xl/sharedStrings.xml', `<sst>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`);
  put(
    'xl/styles.xml',
    `<styleSheet><numFmts>${own.map((one) => (one ? `<numFmt numFmtId="${one.id}" formatCode="${one.code}"/>` : '')).join('')}</numFmts><cellXfs>${formats
      .map((format, at) => `<xf numFmtId="${typeof format === 'string' ? 164 + at : format}"/>`)
      .join('')}</cellXfs></styleSheet>`
  );
  for (const [at, { rows, after = '' }] of sheets.entries())
    put(
      `xl/worksheets/s${at}.xml`,
      `<worksheet><sheetData>${rows.map((cells, n) => `<row r="${n + 1}">${cells}</row>`).join('')}</sheetData>${after}</worksheet>`
    );
  for (const [name, text] of Object.entries(parts)) put(name, text);
  return Buffer.from(zipSync(files));
}

/** Cells of a row with their texts in place. */
export function cells(n: number, ...texts: string[]): string {
  return texts
    .map((text, at) => (text ? `<c r="${columnName(at)}${n}" t="inlineStr"><is><t>${text}</t></is></c>` : ''))
    .join('');
}

/** Takes a file in and gives its id. */
export async function taken(s: TestGround, bytes: Buffer, name = '台账.xlsx', who = staff): Promise<string> {
  return granted(await beginImport(s, who, { name, bytes })).id;
}

/** Takes the columns as they were guessed, and looks. */
export async function looked(s: TestGround, id: string, who = staff) {
  const { choices } = granted(await findImport(s, who, id));
  granted(await chooseColumns(s, who, id, choices.columns));
  return await review(s, id, who);
}

export async function review(s: TestGround, id: string, who = staff) {
  return granted(await reviewRows(s, who, granted(await findImport(s, who, id))));
}

/** Imports what was looked at, to its end. */
export async function imported(s: TestGround, id: string, who = staff) {
  const jobs = createImportJobs(s);
  const { revision } = granted(await findImport(s, who, id));
  granted(await jobs.start(who, id, revision));
  await jobs.idle();
  await jobs.stop();
  const found = granted(await findImport(s, who, id));
  expect(found.status).toBe('done');
  return found;
}

export async function undone(s: TestGround, id: string, who = staff) {
  const jobs = createImportJobs(s);
  granted(await jobs.undo(who, id));
  await jobs.idle();
  await jobs.stop();
  return granted(await findImport(s, who, id));
}
