import { FRESH } from '$lib/domain/ledger/item-state';
import { describe, expect, it } from 'vitest';
import type { Column } from '$lib/domain/import/fields';
import { isBlank, judgeRow, type ImportSetting, type Known } from '$lib/domain/import/judge-row';
import { BROKEN } from '$lib/domain/import/import-limits';
import { vocabularyOf } from '$lib/domain/import/vocabulary';
import { wayTo } from '$lib/domain/import/way';
import { STATES } from '$lib/domain/ledger/state';
import { replay } from '$lib/domain/ledger/transitions';
import { refused } from '$lib/domain/refusal';
import { common } from '$lib/words/common';

const NOW = '2026-11-23T02:00:00.000Z';
const known: Known = {
  today: '2026-11-23',
  now: NOW,
  who: { role: 'staff', partyId: 'me' },
  owners: new Map([
    ['暖巢物业公司', 'property'],
    ['蒲晓棠', 'me']
  ]),
  venues: new Map([['3号楼门前', 'door3']]),
  vocabulary: vocabularyOf([common['zh-CN'], common.en])
};
const setting = (columns: Column[], over: Partial<ImportSetting> = {}): ImportSetting => ({
  columns,
  head: columns.map((field) => `列${field}`),
  hideNumbers: true,
  date1904: false,
  fixes: {},
  choices: { owner: {}, state: {}, category: {}, venue: {}, channel: {}, tier: {} },
  missing: { due: '', day: '', ownerId: '' },
  ...over
});
const judge = (cells: Partial<Record<Exclude<Column, ''>, string>>, over?: Partial<ImportSetting>) => {
  const columns = Object.keys(cells) as Column[];
  return judgeRow({ n: 7, cells: Object.values(cells) }, setting(columns, over), known);
};
const keys = (judged: ReturnType<typeof judge>) =>
  [...judged.problems, ...judged.inTheWay].map(({ key, field }) => `${field}:${key}`);

describe('[I3] a row of a ledger', () => {
  it('says at which cell it cannot be read', () => {
    expect(judge({ number: '12', title: '换灯', owner: '暖巢物业公司', due: '下周' }).problems).toEqual([
      { row: 7, column: 3, field: 'due', key: 'day', text: '下周', written: '下周' }
    ]);
    expect(keys(judge({ title: '' }))).toEqual(['title:missing']);
    expect(keys(judge({ title: '灯'.repeat(201) }))).toEqual(['title:too-long']);
    expect(keys(judge({ title: '灯', registered: '2027-01-01' }))).toEqual(['registered:day-ahead']);
    expect(keys(judge({ title: '灯', registered: '2026-11-02', finished: '2026-11-01' }))).toEqual([
      'finished:day-order'
    ]);
    expect(keys(judge({ title: '灯', supporters: '几个' }))).toEqual(['supporters:whole-number']);
    expect(keys(judge({ title: `${BROKEN}formula`, due: `${BROKEN}#REF!` }))).toEqual([
      'title:formula',
      'due:broken',
      'title:missing'
    ]);
  });

  it('takes what a person typed in place of a cell', () => {
    const judged = judge({ title: '换灯', due: '下周' }, { fixes: { '7:1': '2026-12-01' } });
    expect([keys(judged), judged.values.dueOn]).toEqual([[], '2026-12-01']);
  });
});

describe('[I5] values of a ledger', () => {
  it('are known by our words, by those of other ledgers, and by what the person chose', () => {
    const judged = judge({
      title: '换灯',
      state: '待派单',
      category: '维修类',
      tier: '复杂',
      channel: '入户走访',
      venue: '3 号楼门前',
      owner: '暖巢 物业公司'
    });
    expect(judged.values).toMatchObject({
      state: 'open',
      category: 'repair',
      tier: 'complex',
      channel: 'visit',
      venueId: 'door3',
      ownerId: 'property'
    });
    expect(judged.unmatched).toEqual([]);
    expect(judge({ title: '灯', state: 'In hand', owner: '暖巢物业公司', due: '2026-12-01' }).values.state).toBe(
      'handling'
    );
    expect(judge({ title: '灯', state: '未办结', owner: '暖巢物业公司', due: '2026-12-01' }).values.state).toBe(
      'handling'
    );
    const choices = { ...setting([]).choices, owner: { 物业: 'property' }, category: { 别的: '' } };
    const chosen = judge({ title: '灯', owner: '物业', category: '别的' }, { choices });
    expect([chosen.values.ownerId, chosen.values.category, chosen.unmatched]).toEqual(['property', '', []]);
  });

  it('that are none of ours are asked for, and kept below the detail until then', () => {
    const judged = judge({ title: '灯', detail: '坏了三天', owner: '老王', venue: '西门', append: '急' });
    expect(judged.unmatched).toEqual([
      { set: 'venue', text: '西门' },
      { set: 'owner', text: '老王' }
    ]);
    expect(judged.values).toMatchObject({ ownerId: null, venueId: null });
    expect(judged.values.detail).toBe('坏了三天\n列venue：西门\n列owner：老王\n列append：急');
    expect(keys(judge({ title: '灯', state: '待研究' }))).toEqual(['state:word']);
  });

  it('have phone and identity numbers masked, and the column of telephones is not read', () => {
    const judged = judge({ title: '灯', raisedBy: '张三13812345678', private: '13812345678' });
    expect(judged.values.raisedBy).toBe('张三1**********');
    expect(judged.masked).toBe(1);
    expect(JSON.stringify(judged.values)).not.toContain('13812345678');
  });
});

describe('[I6] the way to a state', () => {
  it('is a history that the table allows, for every state that can be imported', () => {
    const opened = { ...FRESH, ownerId: 'property', dueOn: '2026-12-01', firstDueOn: '2026-12-01' };
    const open = {
      at: NOW,
      act: 'open' as const,
      fromState: null,
      toState: 'open' as const,
      reason: '',
      detail: { ownerId: opened.ownerId, dueOn: opened.dueOn }
    };
    const reached = STATES.filter((state) => {
      const walk = wayTo(state, opened, known.who, { reason: '从原台账导入', answer: '换好了' }, NOW);
      if (refused(walk)) return false;
      expect(replay([open, ...walk.events])).toEqual(walk.standing);
      expect(walk.standing).toMatchObject({ state, ownerId: opened.ownerId, dueOn: opened.dueOn });
      return true;
    });
    expect(reached).toEqual(['open', 'dispatched', 'handling', 'finished', 'verified', 'held', 'answered', 'declined']);
  });

  it('asks for an owner and a deadline where it leads over a dispatch, or takes what the person gave', () => {
    expect(keys(judge({ title: '灯', state: '办理中', owner: '物业', due: '2026-12-01' }))).toEqual(['owner:word']);
    expect(keys(judge({ title: '灯', state: '办理中' }))).toEqual(['state:state-lacks-owner', 'state:state-lacks-due']);
    expect(keys(judge({ title: '灯', state: '待派单' }))).toEqual([]);
    const missing = { due: 'finished' as const, day: '', ownerId: 'property' };
    const judged = judge({ title: '灯', state: '已办结', finished: '2026-11-03' }, { missing });
    expect([keys(judged), judged.values.dueOn, judged.values.ownerId]).toEqual([[], '2026-11-03', 'property']);
  });

  it('does not let whoever imports verify what is his own', () => {
    const own = { title: '灯', owner: '蒲晓棠', due: '2026-12-01' };
    expect(keys(judge({ ...own, state: '已核实' }))).toEqual(['state:state-own']);
    expect(keys(judge({ ...own, state: '已办结' }))).toEqual([]);
  });

  it('a rated or merged item has none', () => {
    for (const state of ['已评价', '已并案']) expect(keys(judge({ title: '灯', state }))).toEqual(['state:word']);
  });
});

describe('[I7] rows that are none', () => {
  it('are empty ones, sums and signatures', () => {
    const columns: Column[] = ['number', 'title', 'state', 'owner', ''];
    const blank = (...cells: string[]) => isBlank({ n: 1, cells }, { columns, fixes: {} });
    expect(blank()).toBe(true);
    expect(blank('12', '', '办理中')).toBe(true);
    expect(blank('合计', '', '', '')).toBe(true);
    expect(blank('', '', '', '填表人：王', '2026')).toBe(true);
    expect(blank('', '换灯')).toBe(false);
    expect(blank('12', '', '办理中', '物业')).toBe(false);
  });
});
