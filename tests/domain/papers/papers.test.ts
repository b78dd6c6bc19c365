import { describe, expect, it } from 'vitest';
import { makePaper, type PaperSource } from '$lib/domain/papers/make-paper';
import { changesBetween, PAPER_KINDS, reworded, textsOf } from '$lib/domain/papers/paper';
import { paperWords } from '../../../server/papers/source';

const source: PaperSource = {
  title: '3号楼门前小板凳议事会',
  time: '2026年11月23日 19:00—20:30',
  place: '3号楼门前',
  chair: '王秋禾',
  recorder: '李望舒',
  present: '23 人',
  absent: '',
  entries: [
    {
      id: 'e1',
      time: '19:05',
      kind: '诉求',
      speaker: '3号楼居民',
      text: '灯坏了',
      dissents: [{ who: '葛大爷', text: '只坏三天' }],
      sheet: 'XZ-1'
    }
  ],
  issues: [
    {
      id: 'i1',
      title: '修好楼道灯',
      detail: '',
      category: '维修',
      outcome: 'ledger',
      answer: '',
      owner: '物业',
      due: '2026年12月1日',
      raisedBy: '3号楼居民',
      supporters: 4,
      decisions: ['赞成 20'],
      dissents: [],
      number: ''
    },
    {
      id: 'i2',
      title: '几点开会',
      detail: '',
      category: '',
      outcome: 'answered',
      answer: '七点',
      owner: '',
      due: '',
      raisedBy: '',
      supporters: 0,
      decisions: [],
      dissents: [{ who: '林奶奶', text: '太晚' }],
      number: ''
    }
  ],
  decisions: [{ id: 'd1', text: '下月再议' }]
};
const t = paperWords('zh-CN');
const made = (kind: (typeof PAPER_KINDS)[number], given = source) => makePaper(kind, given, t);
const said = (kind: (typeof PAPER_KINDS)[number], given = source) =>
  textsOf(made(kind, given))
    .map(({ text }) => text)
    .join('\n');

describe('the papers of a meeting', () => {
  it('are minutes with title, time, place, chair, recorder, present and absent, and each matter with who does it by when', () => {
    const paper = made('minutes');
    expect(paper.title).toBe('3号楼门前小板凳议事会会议纪要');
    expect(paper.facts.map(({ label }) => label)).toEqual(['时间', '地点', '主持', '记录', '出席', '缺席']);
    expect(paper.facts.at(-1)?.value).toBe('未记');
    for (const words of [
      '议定：赞成 20',
      '由物业负责，2026年12月1日前办好',
      '当场答复：七点',
      '林奶奶有异议：太晚',
      '下月再议'
    ])
      expect(said('minutes')).toContain(words);
  });

  it('say of each matter that is in the ledger under which number, and what is still to be settled', () => {
    const one = { ...source.issues[0]!, number: '2026-0065' };
    const lines = (over: Partial<typeof one>) => said('minutes', { ...source, issues: [{ ...one, ...over }] });
    expect(lines({})).toContain('由物业负责，2026年12月1日前办好（台账 2026-0065）。');
    expect(lines({ due: '' })).toContain('由物业负责，时限会后落实（台账 2026-0065）。');
    expect(lines({ owner: '' })).toContain('责任人会后落实，2026年12月1日前办好');
    const undecided = { outcome: 'open', owner: '', due: '' };
    expect(lines(undecided)).toContain('责任人和时限会后落实（台账 2026-0065）。');
    expect(lines({ ...undecided, number: '' })).toContain('这次没有议定，留待再议。');
    expect(said('issues', { ...source, issues: [{ ...one, ...undecided }] })).toContain(
      '进台账，会后落实\n台账 2026-0065'
    );
  });

  it('are a diary that keeps dissent and the sheet a line came from', () => {
    expect(said('diary')).toContain('19:05 诉求 3号楼居民：灯坏了（纸 XZ-1）');
    expect(said('diary')).toContain('葛大爷有异议：只坏三天');
  });

  it('are an issue list with one row an issue', () => {
    const table = made('issues').blocks.find((block) => block.type === 'table');
    expect(table?.type === 'table' && table.rows.map(({ cells }) => cells.length)).toEqual([7, 7]);
  });

  it.each(PAPER_KINDS)('say plainly in the %s that nothing was written down', (kind) => {
    expect(said(kind, { ...source, entries: [], issues: [], decisions: [] })).toMatch(/这次没有/);
  });

  it('are complete in English too', () => {
    for (const kind of PAPER_KINDS)
      expect(
        JSON.stringify(makePaper(kind, { ...source, entries: [], issues: [], decisions: [] }, paperWords('en')))
      ).not.toMatch(/undefined/);
  });
});

describe('wording a paper otherwise', () => {
  it('changes the places named and no others, and is told apart from the version before', () => {
    const before = made('minutes');
    const after = reworded(before, { title: '会议纪要', 'issue-i1-title': '1. 修灯', nowhere: 'x' });
    expect(changesBetween(before, after)).toEqual([
      { id: 'title', before: '3号楼门前小板凳议事会会议纪要', after: '会议纪要' },
      { id: 'issue-i1-title', before: '1. 修好楼道灯', after: '1. 修灯' }
    ]);
    expect(changesBetween(after, after)).toEqual([]);
    const list = reworded(made('issues'), { 'issues/i1/5': '换人' });
    expect(textsOf(list).find(({ id }) => id === 'issues/i1/5')?.text).toBe('换人');
  });
});
