import { LONGEST_CELL, MOST_TEXT } from '$lib/domain/import/import-limits';
import { Unreadable } from '../unreadable';
import { attribute, readXml } from './xml';
import type { Zip } from './zip';

export interface Sheet {
  name: string;
  hidden: boolean;
  path: string;
}

/** What stands above the sheets. */
export interface Workbook {
  sheets: Sheet[];
  date1904: boolean;
  strings: string[];
  /** Which cell formats show a number as a date. */
  dates: boolean[];
}

const WORKBOOK = 'xl/workbook.xml';

/** Reads all of a workbook but its sheets. Throws Unreadable for what is none. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  if (!zip.has(WORKBOOK)) throw new Unreadable('import/unreadable');
  const targets = await readTargets(zip);
  const sheets: Sheet[] = [];
  let date1904 = false;
  await readXml(zip.text(WORKBOOK), {
    open(name, input) {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attribute(input, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const path = targets.get(attribute(input, 'id') ?? '');
      // A chart sheet has no cells.
      if (path && zip.has(path) && path.includes('worksheets/'))
        sheets.push({
          name: (attribute(input, 'name') ?? '').slice(0, 100),
          hidden: (attribute(input, 'state') ?? 'visible') !== 'visible',
          path
        });
    }
  });
  if (!sheets.length) throw new Unreadable('import/unreadable');
  return { sheets, date1904, strings: await readStrings(zip), dates: await readDates(zip) };
}

async function readTargets(zip: Zip): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  const path = 'xl/_rels/workbook.xml.rels';
  if (!zip.has(path)) throw new Unreadable('import/unreadable');
  await readXml(zip.text(path), {
    open(name, input) {
      const [id, target] = [attribute(input, 'Id'), attribute(input, 'Target')];
      if (name === 'Relationship' && id && target)
        targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
    }
  });
  return targets;
}

/** The texts that cells point at. A reading aid above Chinese (`rPh`) is no part of the text. */
async function readStrings(zip: Zip): Promise<string[]> {
  const path = 'xl/sharedStrings.xml';
  const strings: string[] = [];
  if (!zip.has(path)) return strings;
  let whole = 0;
  let text: string | null = null;
  let [within, aside] = [false, 0];
  await readXml(zip.text(path), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') within = true;
      else if (name === 'rPh') aside++;
    },
    text(piece) {
      if (!within || aside || text === null || text.length > LONGEST_CELL) return;
      text += piece;
      whole += piece.length;
      if (whole > MOST_TEXT) throw new Unreadable('import/too-large');
    },
    close(name) {
      if (name === 't') within = false;
      else if (name === 'rPh') aside--;
      else if (name === 'si' && text !== null) {
        strings.push(plain(text));
        text = null;
      }
    }
  });
  return strings;
}

/** Excel's own date formats, the Chinese ones among them. */
const BUILT_IN = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);

async function readDates(zip: Zip): Promise<boolean[]> {
  const path = 'xl/styles.xml';
  if (!zip.has(path)) return [];
  const own = new Map<number, boolean>();
  const dates: boolean[] = [];
  let within = false;
  await readXml(zip.text(path), {
    open(name, input) {
      if (name === 'numFmt')
        own.set(Number(attribute(input, 'numFmtId')), isDateFormat(attribute(input, 'formatCode') ?? ''));
      else if (name === 'cellXfs') within = true;
      else if (name === 'xf' && within) {
        const id = Number(attribute(input, 'numFmtId') ?? 0);
        dates.push(own.get(id) ?? BUILT_IN(id));
      }
    },
    close(name) {
      if (name === 'cellXfs') within = false;
    }
  });
  return dates;
}

/** Whether a format shows a number as a day: it has a year, a month or a day outside quotes, brackets and what is escaped. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').split(';')[0]!;
  return /[ymd]/i.test(bare) && !/general|g\/通用/i.test(bare) && !/[0#?]/.test(bare.replace(/\.0+/g, ''));
}

/** A text without Excel's way to write what XML cannot hold (`_x000D_`). */
export function plain(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
