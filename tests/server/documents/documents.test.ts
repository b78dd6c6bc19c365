import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Paper } from '$lib/domain/papers/paper';
import { issuesXlsx, paperDocx } from '../../../server/documents';

const paper: Paper = {
  kind: 'issues',
  title: '3号楼门前/问题清单',
  facts: [{ label: '时间', value: '2026年11月23日' }],
  blocks: [
    { id: 'h', type: 'heading', text: '1. 修好楼道灯' },
    { id: 'p', type: 'paragraph', text: '由物业负责\n十二月一日前办好 <b>&amp;' },
    { id: 'd', type: 'dissent', text: '葛大爷有异议：只坏三天。' },
    {
      id: 't',
      type: 'table',
      head: ['序号', '问题', '类别', '谁提的', '怎么办', '责任人', '时限'],
      rows: [
        { id: 'a', cells: ['1', '灯坏了', '维修', '居民', '=1+1', '+86 物业', '@十二月'] },
        { id: 'b', cells: ['2', '=HYPERLINK("http://example.org")', '', '-', '', '', ''] }
      ]
    }
  ]
};
const OFFICE = '/usr/bin/soffice';

/** A file as LibreOffice reads it. */
async function throughOffice(bytes: Buffer, from: 'docx' | 'xlsx', to: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stoolside-office-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, `paper.${from}`), bytes);
  const given = [
    '--headless',
    `-env:UserInstallation=file://${folder}/profile`,
    '--convert-to',
    to,
    '--outdir',
    folder
  ];
  await promisify(execFile)(OFFICE, [...given, path.join(folder, `paper.${from}`)], { timeout: 90_000 });
  return await readFile(path.join(folder, `paper.${to.split(':')[0]}`), 'utf8');
}

describe('a paper as a Word file', () => {
  it('holds every word as text, in Chinese type on A4, with a table head that repeats', async () => {
    const files = unzipSync(new Uint8Array(await paperDocx(paper)));
    const xml = strFromU8(files['word/document.xml']!);
    const words = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('|');
    for (const text of [
      '3号楼门前/问题清单',
      '1. 修好楼道灯',
      '十二月一日前办好 &lt;b&gt;&amp;amp;',
      '葛大爷有异议',
      '=1+1'
    ])
      expect(words).toContain(text);
    expect(xml).toMatch(/w:eastAsia="仿宋"/);
    expect(xml).toMatch(/<w:pgSz [^>]*w:w="11906"[^>]*w:h="16838"/);
    expect(xml).toContain('<w:tblHeader/>');
    expect(xml).toContain('<w:cantSplit/>');
    // What an issue is about has the widest column, its number the narrowest.
    const widths = [...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(7);
    expect([Math.max(...widths), Math.min(...widths)]).toEqual([widths[1], widths[0]]);
    expect(xml).not.toContain('C00000');
  });

  it('has a red head only where a community has one', async () => {
    const files = unzipSync(new Uint8Array(await paperDocx(paper, { redHead: '槐荫里社区' })));
    expect(strFromU8(files['word/document.xml']!)).toContain('C00000');
  });

  it.skipIf(!existsSync(OFFICE))(
    'opens in LibreOffice with all its words',
    async () => {
      const text = await throughOffice(await paperDocx(paper), 'docx', 'txt:Text');
      for (const words of ['3号楼门前/问题清单', '时间：2026年11月23日', '葛大爷有异议：只坏三天。', '灯坏了'])
        expect(text).toContain(words);
    },
    100_000
  );
});

describe('the issue list as an Excel file', () => {
  it('has a row an issue, and nothing that anybody said is a formula', async () => {
    const bytes = await issuesXlsx(paper);
    const [sheet] = await readXlsxFile(bytes);
    expect(sheet?.data).toEqual([
      ['序号', '问题', '类别', '谁提的', '怎么办', '责任人', '时限'],
      [1, '灯坏了', '维修', '居民', '=1+1', '+86 物业', '@十二月'],
      [2, '=HYPERLINK("http://example.org")', null, '-', null, null, null]
    ]);
    const xml = strFromU8(unzipSync(new Uint8Array(bytes))['xl/worksheets/sheet1.xml']!);
    expect(xml).not.toContain('<f>');
    expect(xml).toMatch(/state="frozen"/);
  });

  it.skipIf(!existsSync(OFFICE))(
    'opens in LibreOffice, formulas of residents as the words they are',
    async () => {
      const csv = await throughOffice(await issuesXlsx(paper), 'xlsx', 'csv:Text - txt - csv (StarCalc):44,34,76,1');
      expect(csv).toContain('灯坏了');
      expect(csv).toContain('=1+1');
    },
    100_000
  );
});
