import { readSheet as readByAnother } from 'read-excel-file/node';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { MOST_ROWS } from '$lib/domain/import/import-limits';
import { readFile } from '../../../server/imports';
import { openZip } from '../../../server/imports/xlsx/zip';
import { HEADS } from '../../../server/imports/vocabulary';
import { granted } from '../meetings/support';
import { cells, handMade, workbook } from './support';

const read = async (bytes: Buffer, sheet?: number) => granted(await readFile(bytes, HEADS, sheet));
const texts = async (bytes: Buffer) => (await read(bytes)).rows.map((row) => row.cells);

describe('reading a workbook', () => {
  it('gives texts, numbers, dates of both calendars, results of formulas, and says which have none', async () => {
    const sheet = {
      name: '台账',
      rows: [
        '<c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c>',
        '<c r="A2"><v>13812345678</v></c><c r="B2" s="1"><v>46357</v></c><c r="C2" s="2"><v>46357.75</v></c><c r="D2"><v>0.30000000000000004</v></c>',
        '<c r="A3" t="str"><f>A1&amp;"x"</f><v>物业x</v></c><c r="B3"><f>TODAY()</f></c><c r="C3" t="e"><v>#REF!</v></c><c r="D3" t="b"><v>1</v></c>',
        '<c><v>1</v></c><c s="3"><v>46357</v></c><c t="d"><v>2026-12-01T00:00:00</v></c>'
      ]
    };
    const book = {
      strings: [
        '<t>事项</t><rPh><t>shixiang</t></rPh>',
        '<r><t>责任</t></r><r><t xml:space="preserve">人 &lt;&#x4E3B;&gt;</t></r>'
      ],
      formats: [0, 14, 'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\\ h:mm', '#,##0.00'],
      sheets: [sheet]
    };
    expect(await texts(handMade(book))).toEqual([
      ['事项', '', '责任人 <主>'],
      ['13812345678', '2026-12-01', '2026-12-01 18:00', '0.3'],
      ['物业x', '\u0000formula', '\u0000#REF!', '是'],
      ['1', '46357', '2026-12-01']
    ]);
    const old = await read(handMade({ ...book, date1904: true }));
    expect([old.date1904, old.rows[1]!.cells[1]]).toEqual([true, '2030-12-02']);
  });

  it('keeps the numbers of rows, gives merged values to each row, and leaves empty styled rows out', async () => {
    const bytes = handMade({
      sheets: [
        {
          name: 's',
          rows: [
            cells(1, '2025年台账'),
            '',
            cells(3, '类别', '事项'),
            cells(4, '环境', '扫地'),
            cells(5, '', '修树'),
            '<c r="A6" s="0"/>'
          ],
          after:
            '<mergeCells><mergeCell ref="A1:F1"/><mergeCell ref="A4:A5"/><mergeCell ref="B4:B1048576"/></mergeCells>'
        }
      ]
    });
    expect((await read(bytes)).rows).toEqual([
      { n: 1, cells: ['2025年台账'] },
      { n: 3, cells: ['类别', '事项'] },
      { n: 4, cells: ['环境', '扫地'] },
      { n: 5, cells: ['环境', '修树'] }
    ]);
  });

  it('takes the first visible sheet that looks like a ledger, and names the hidden ones', async () => {
    const ledger = [cells(1, '编号', '事项'), cells(2, '1', '换灯')];
    const bytes = handMade({
      sheets: [
        { name: '说明', rows: [cells(1, '填写说明')] },
        { name: '旧的', state: 'hidden', rows: ledger },
        { name: '2025', rows: ledger },
        { name: '深藏', state: 'veryHidden', rows: ledger }
      ]
    });
    const first = await read(bytes);
    expect(first.sheet).toBe(2);
    expect(first.sheets.filter(({ hidden }) => hidden).map(({ name }) => name)).toEqual(['旧的', '深藏']);
    expect((await read(bytes, 1)).rows).toHaveLength(2);
  });

  it('[X2] reads back whatever was written, as another reader does too', async () => {
    const letter = fc.oneof(
      fc.constantFrom(...'=+-@\'",;&<>\n\t 0_x灯。𠮷👵🏻'),
      fc.constantFrom('_x000D_', '\r', '\u0001', '\u000B', '\uFFFE', ']]>', '&amp;')
    );
    const text = fc.string({ unit: letter, minLength: 1, maxLength: 12 }).filter((one) => one.trim() !== '');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 6 }),
        async (table) => {
          const bytes = await workbook(table);
          expect(await texts(bytes)).toEqual(table);
        }
      ),
      { numRuns: 60 }
    );
    const plain = [
      ['编号', '事项'],
      ['0042', '=1+1'],
      ['-3', '换灯\n两行']
    ];
    expect(await readByAnother(await workbook(plain))).toEqual(plain);
  });
});

describe('reading a table of text', () => {
  const table = '编号,事项\r\n0042,"换灯，修门"\r\n';
  const rows = [
    ['编号', '事项'],
    ['0042', '换灯，修门']
  ];
  const gb = Buffer.from('b1e0bac52ccac2cfee0d0a303034322c22bbbbb5c6a3acd0dec3c5220d0a', 'hex');
  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${table}`)],
    ['UTF-16, as Excel’s “Unicode text”', Buffer.from(`\uFEFF${table.replaceAll(',', '\t')}`, 'utf16le')],
    ['GB18030, as Chinese Excel writes it', gb]
  ])('in %s', async (_, bytes) => expect(await texts(bytes)).toEqual(rows));

  it('in GB18030 with letters of four bytes', async () => {
    // 㐂 is 81 39 F0 34 …: a letter that GBK has not got.
    const bytes = Buffer.concat([gb, Buffer.from([0x82, 0x35, 0x8f, 0x33, 0x2c, 0x95, 0x32, 0x82, 0x36, 0x0d, 0x0a])]);
    expect((await texts(bytes))[2]).toEqual(['龦', '𠀀']);
  });
});

describe('what is refused', () => {
  const refusal = async (bytes: Buffer) => {
    const result = await readFile(bytes, HEADS);
    return 'refused' in result ? result.refused : 'taken';
  };
  it('no file, an old Excel or one with a password, what is no table at all', async () => {
    expect(await refusal(Buffer.alloc(0))).toBe('import/no-file');
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('import/old-excel');
    expect(await refusal(Buffer.from('<html><table>'))).toBe('import/old-excel');
    expect(await refusal(Buffer.from('89504e470d0a1a0a00ff', 'hex'))).toBe('import/unreadable');
    expect(await refusal(Buffer.from('PK\u0003\u0004 cut off'))).toBe('import/unreadable');
    expect(await refusal(Buffer.from(zipSync({ 'word/document.xml': strToU8('<a/>') })))).toBe('import/unreadable');
    expect(await refusal(Buffer.from(' \n \n'))).toBe('import/empty');
    expect(await refusal(Buffer.alloc(10 * 1024 * 1024 + 1, 97))).toBe('import/too-large');
  });

  it('a document type, so that nothing expands', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet/>';
    expect(
      await refusal(handMade({ sheets: [{ name: 's', rows: [] }], parts: { 'xl/worksheets/s0.xml': bomb } }))
    ).toBe('import/unreadable');
  });

  it('too many rows, in a workbook and in a text', async () => {
    const rows = Array.from({ length: MOST_ROWS + 200 }, (_, n) => cells(n + 1, 'x'));
    expect(await refusal(handMade({ sheets: [{ name: 's', rows }] }))).toBe('import/too-many-rows');
    expect(await refusal(Buffer.from('a,b\n'.repeat(MOST_ROWS + 200)))).toBe('import/too-many-rows');
  });

  it('a file that unpacks without end: blanks upon blanks, one long text in every cell, one merged over all', async () => {
    const blanks = `<worksheet><sheetData>${' '.repeat(8 * 1024 * 1024)}</sheetData></worksheet>`;
    const bytes = handMade({ sheets: [{ name: 's', rows: [] }], parts: { 'xl/worksheets/s0.xml': blanks } });
    expect(bytes.length).toBeLessThan(64 * 1024);
    expect(await refusal(bytes)).toBe('import/unreadable');
    const long = `<t>${'灯'.repeat(30_000)}</t>`;
    const many = Array.from({ length: 1_000 }, (_, n) => `<c r="A${n + 1}" t="s"><v>0</v></c>`);
    expect(await refusal(handMade({ strings: [long], sheets: [{ name: 's', rows: many }] }))).toBe('import/too-large');
    const merged = Array.from({ length: 1_000 }, (_, n) =>
      n ? cells(n + 1, '', 'x') : `<c r="A1" t="s"><v>0</v></c>`
    );
    const after = '<mergeCells><mergeCell ref="A1:A1000"/></mergeCells>';
    expect(await refusal(handMade({ strings: [long], sheets: [{ name: 's', rows: merged, after }] }))).toBe(
      'import/too-large'
    );
  });

  it('counts what comes out, not what the archive says of it', async () => {
    const bytes = Buffer.from(zipSync({ 'a.xml': strToU8('x'.repeat(100_000)) }));
    // The directory now says ten bytes.
    bytes.writeUInt32LE(10, bytes.indexOf(Buffer.from('PK\u0001\u0002')) + 24);
    const zip = openZip(bytes, 50_000);
    await expect(
      (async () => {
        for await (const _ of zip.text('a.xml'));
      })()
    ).rejects.toThrow('import/too-large');
  });

  it('no file at all breaks the reader', async () => {
    const good = await workbook([
      ['编号', '事项'],
      ['1', '换灯']
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        async (bites) => {
          const bytes = Buffer.from(good);
          for (const [at, byte] of bites) bytes[at] = byte;
          const result = await readFile(bytes, HEADS);
          expect('refused' in result || Array.isArray(result.rows)).toBe(true);
        }
      ),
      { numRuns: 120 }
    );
  });
});
