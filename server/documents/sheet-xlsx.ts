import { columnName } from '$lib/domain/import/column-name';
import type { Cell } from '$lib/domain/import/export-columns';
import { LONGEST_CELL } from '$lib/domain/import/import-limits';
import { serialOf } from '$lib/domain/import/read-day';
import { zipStream } from './zip-stream';

export interface SheetHead {
  /** The sheet's name. */
  name: string;
  columns: readonly { label: string; width: number }[];
  /** So many columns stay when the sheet is pushed sideways. */
  frozenColumns?: number;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Cell formats by their place in STYLES: text is `@`, so that what is typed over it stays text too. */
const STYLE = { head: 1, text: 2, day: 3, moment: 4, number: 5 };
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEFE6D5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>${[49, 164, 165, 1].map((format) => `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"${format === 49 ? ' wrapText="1"' : ''}/></xf>`).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/**
 * A workbook of one sheet, piece by piece, however many rows: a head that stays, widths, wrap, real dates, and a filter over
 * all of it. Every text is a text cell, so that nothing a resident said is ever a formula (rule X3).
 */
export function sheetXlsx(head: SheetHead, rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Buffer> {
  const name = escape(head.name.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31));
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (inside: string) =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`;
  return zipStream([
    {
      name: '[Content_Types].xml',
      content: [
        `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`
      ]
    },
    { name: '_rels/.rels', content: [relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))] },
    {
      name: 'xl/workbook.xml',
      content: [
        `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`
      ]
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [
        relations(relation('rId1', 'worksheet', 'worksheets/sheet1.xml') + relation('rId2', 'styles', 'styles.xml'))
      ]
    },
    { name: 'xl/styles.xml', content: [STYLES] },
    { name: 'xl/worksheets/sheet1.xml', content: sheet(head, rows) }
  ]);
}

async function* sheet({ columns, frozenColumns = 0 }: SheetHead, rows: AsyncIterable<readonly Cell[]>) {
  const letters = columns.map((_, at) => columnName(at));
  const split = frozenColumns ? ` xSplit="${frozenColumns}"` : '';
  const pane = `<pane${split} ySplit="1" topLeftCell="${columnName(frozenColumns)}2" activePane="${frozenColumns ? 'bottomRight' : 'bottomLeft'}" state="frozen"/>`;
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
  );
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${widths.join('')}</cols><sheetData>`;
  yield `<row r="1">${columns.map(({ label }, at) => textCell(`${letters[at]}1`, label, STYLE.head)).join('')}</row>`;
  let n = 1;
  for await (const row of rows) {
    n++;
    let line = `<row r="${n}">`;
    for (let at = 0; at < row.length; at++) line += cell(`${letters[at]}${n}`, row[at]!);
    yield `${line}</row>`;
  }
  yield `</sheetData><autoFilter ref="A1:${letters.at(-1)}${n}"/></worksheet>`;
}

function cell(ref: string, value: Cell): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return `<c r="${ref}" s="${STYLE.number}"><v>${value}</v></c>`;
  if (typeof value === 'object')
    return `<c r="${ref}" s="${value.time ? STYLE.moment : STYLE.day}"><v>${serialOf(value.day, value.time)}</v></c>`;
  return textCell(ref, value, STYLE.text);
}

function textCell(ref: string, text: string, style: number): string {
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(text.slice(0, LONGEST_CELL))}</t></is></c>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text within XML. What XML cannot hold, or would change (a carriage return), stands as Excel writes it: `_x000D_`. */
function escape(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      // eslint-disable-next-line no-control-regex -- those are what it is about
      /[\x00-\x08\x0B-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
      (letter) => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
    )
    .replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);
}
