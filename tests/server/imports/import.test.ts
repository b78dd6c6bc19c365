import { and, asc, eq } from 'drizzle-orm';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay, type ActEvent } from '$lib/domain/ledger/transitions';
import { GENESIS } from '$lib/domain/ledger/event-hash';
import {
  beginImport,
  chooseAmended,
  chooseColumns,
  chooseHead,
  chooseSheet,
  createImportJobs,
  dropImport,
  findImport,
  fixCells,
  repairImports,
  importPage,
  listImports,
  matchValues
} from '../../../server/imports';
import { importSome, planImport } from '../../../server/imports/run-import';
import { eachItem, getItem, listItems, verifyLedger, type ItemLine } from '../../../server/ledger';
import { standingOf } from '../../../server/ledger/standing';
import { item, itemEvent } from '../../../server/ledger/tables';
import { COMMUNITY, PARTY, VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { granted } from '../meetings/support';
import { cells, handMade, imported, review, looked, staff, taken, undone, workbook } from './support';

const HEAD = [
  '序号',
  '登记日期',
  '诉求内容',
  '反映人',
  '联系电话',
  '责任单位',
  '办理时限',
  '办理情况',
  '办结时间',
  '办理结果',
  '地点',
  '备注'
];
const OWNER = '暖巢物业公司';
const LEDGER = [
  ['槐荫里社区民生台账'],
  HEAD,
  [
    '1',
    '2026-10-08',
    '3号楼路灯不亮',
    '葛师傅',
    '13812345678',
    OWNER,
    '2026-10-15',
    '已办结',
    '2026-10-14',
    '换了灯泡',
    '3号楼门前',
    ''
  ],
  ['2', '10月20日', '电梯停运', '', '', OWNER, '12月1日', '办理中', '', '', '9号楼', '催过一次'],
  ['3', '2026.11.2', '想办个棋牌角', '居民', '', '', '', '待派单', '', '', '', ''],
  ['4', '2026-11-03', '物业费怎么算', '', '', '', '', '当场答复', '2026-11-03', '按面积算', '', ''],
  ['5', '2026-11-04', '要加装充电桩', '', '', OWNER, '2026-12-30', '挂账', '', '', '', ''],
  ['6', '2026-11-05', '要拆隔壁的墙', '', '', '', '', '不予受理', '', '不归社区管', '', ''],
  ['合计', '', '', '', '', '', '', '', '', '', '', '6件']
];
const items = async (s: TestGround) => {
  const all: ItemLine[] = [];
  for await (const page of granted(await eachItem(s, staff, {}))) all.push(...page);
  return all;
};
const byTitle = async (s: TestGround, title: string) => (await items(s)).find((one) => one.title === title)!;
const histories = async (s: TestGround) => {
  const events = await s.store.q.select().from(itemEvent).orderBy(asc(itemEvent.seq)).all();
  const rows = await s.store.q.select().from(item).all();
  return rows.map((row) => ({ row, events: events.filter(({ itemId }) => itemId === row.id) }));
};
/** Nothing of the ledger is otherwise than its history says. */
async function holds(s: TestGround) {
  for (const { row, events } of await histories(s)) {
    expect(replay(events as unknown as ActEvent[]), row.title).toEqual(standingOf(row, {}));
    expect(row.version, row.title).toBe(events.length);
  }
  const faults: string[] = [];
  const { heads } = await verifyLedger(s.store.q, (where, what) => void faults.push(`${where}: ${what}`));
  expect(faults).toEqual([]);
  expect(heads[0]!.hash).not.toBe(GENESIS);
}

describe('importing a ledger', () => {
  it('[I6] brings each row to its state by lawful acts of whoever imports, with its days, its number and its reason', async () => {
    const s = await makeGround();
    const id = await taken(s, await workbook(LEDGER));
    const seen = await looked(s, id);
    expect(seen.problems).toEqual([]);
    expect([...seen.unmatched.venue]).toEqual([['9号楼', 1]]);
    const done = await imported(s, id);
    expect(done.counts).toMatchObject({ planned: 6, created: 6, amended: 0, left: 0 });
    const lamp = await byTitle(s, '3号楼路灯不亮');
    expect(lamp).toMatchObject({
      state: 'finished',
      number: '2026-0001',
      sourceNumber: '1',
      ownerId: PARTY.property,
      dueOn: '2026-10-15',
      venueId: VENUES[0].id,
      answer: '换了灯泡',
      channel: 'desk',
      version: 4,
      createdAt: '2026-10-08T04:00:00.000Z',
      finishedAt: '2026-10-14T04:00:00.000Z'
    });
    const page = granted(await getItem(s, staff, lamp.id));
    expect(page.events.map(({ act, actorName, at, reason }) => [act, actorName, at, reason])).toEqual([
      ['open', staff.name, s.now().toISOString(), '从原台账导入'],
      ['dispatch', staff.name, s.now().toISOString(), '从原台账导入'],
      ['accept', staff.name, s.now().toISOString(), '从原台账导入'],
      ['finish', staff.name, s.now().toISOString(), '从原台账导入：换了灯泡']
    ]);
    expect(page.events[0]!.detail).toMatchObject({ importId: id, importRow: 3, registeredOn: '2026-10-08' });
    expect(await byTitle(s, '电梯停运')).toMatchObject({
      state: 'handling',
      dueOn: '2026-12-01',
      createdAt: '2026-10-20T04:00:00.000Z',
      detail: '地点：9号楼\n备注：催过一次'
    });
    const states = (await items(s)).map(({ state }) => state).sort();
    expect(states).toEqual(['answered', 'declined', 'finished', 'handling', 'held', 'open']);
    await holds(s);
    expect((await items(s)).some((one) => JSON.stringify(one).includes('13812345678'))).toBe(false);
    // The old number finds it too.
    const found = granted(await listItems(s, staff, { q: '13812345678' })).items;
    expect(found).toEqual([]);
  });

  it('[I3] leaves rows with a problem out until they are put right, in the file or on the page', async () => {
    const s = await makeGround();
    const rows = [HEAD, ['1', '', '路灯', '', '', OWNER, '下周', '办理中'], ['2', '', '修门', '', '', '', '', '']];
    const id = await taken(s, await workbook(rows));
    const seen = await looked(s, id);
    expect(seen.problems).toEqual([{ row: 2, column: 6, field: 'due', key: 'day', text: '下周', written: '下周' }]);
    expect([seen.wrong, seen.fresh.length]).toEqual([1, 1]);
    granted(await fixCells(s, staff, id, { '2:6': '2026-12-01' }));
    expect((await review(s, id)).fresh).toHaveLength(2);
    await imported(s, id);
    expect(await byTitle(s, '路灯')).toMatchObject({ state: 'handling', dueOn: '2026-12-01' });
  });

  it('[I5] remembers what was matched by hand, and refuses what the community has not got', async () => {
    const s = await makeGround();
    const rows = [HEAD, ['1', '', '路灯', '', '', '物业', '2026-12-01', '正在弄']];
    const id = await taken(s, await workbook(rows));
    await looked(s, id);
    const given = (owner: string, state: string) => ({
      choices: [
        { set: 'owner', text: '物业', value: owner },
        { set: 'state', text: '正在弄', value: state }
      ],
      missing: { due: '', day: '', ownerId: 'nobody' },
      hideNumbers: true
    });
    granted(await matchValues(s, staff, id, given('nobody', 'merged')));
    expect([...(await review(s, id)).unmatched.owner, ...(await review(s, id)).unmatched.state]).toHaveLength(2);
    const page = granted(await importPage(s, staff, id));
    expect(page.step === 'review' && page.suggested['owner:物业']).toBe(PARTY.property);
    granted(await matchValues(s, staff, id, given(PARTY.property!, 'handling')));
    await imported(s, id);
    expect(await byTitle(s, '路灯')).toMatchObject({ state: 'handling', ownerId: PARTY.property });
    const next = await taken(s, await workbook([HEAD, ['2', '', '修门', '', '', '物业', '2026-12-01', '正在弄']]));
    expect((await looked(s, next)).fresh).toHaveLength(1);
  });

  it('fills what was dispatched and has no deadline, and says so in the history', async () => {
    const s = await makeGround();
    const id = await taken(
      s,
      await workbook([HEAD, ['1', '2026-10-08', '路灯', '', '', '', '', '已办结', '2026-10-14']])
    );
    expect((await looked(s, id)).lacking).toBe(1);
    const missing = { due: 'finished', day: '', ownerId: PARTY.property! };
    granted(await matchValues(s, staff, id, { choices: [], missing, hideNumbers: true }));
    await imported(s, id);
    const lamp = await byTitle(s, '路灯');
    expect(lamp).toMatchObject({ state: 'finished', dueOn: '2026-10-14', ownerId: PARTY.property });
    const [, dispatch] = granted(await getItem(s, staff, lamp.id)).events;
    expect(dispatch!.reason).toContain('没有写责任人和时限');
  });

  it('counts the numbers on by the year of registration', async () => {
    const s = await makeGround();
    const rows = [
      ['事项', '登记日期'],
      ['甲', '2025-03-01'],
      ['乙', '2025-04-01'],
      ['丙', '2026-01-05'],
      ['丁', '2025-05-01']
    ];
    const id = await taken(s, await workbook(rows));
    await looked(s, id);
    await imported(s, id);
    const numbers = (await items(s)).map(({ title, number }) => `${title}${number}`).sort();
    expect(numbers).toEqual(['丁2025-0003', '丙2026-0001', '乙2025-0002', '甲2025-0001']);
    await holds(s);
  });

  it('[I1] takes another row for the head and another sheet when told, and drops the file', async () => {
    const s = await makeGround();
    const rows = [cells(1, '甲', '乙'), cells(2, '1', '换灯')];
    const hidden = [cells(1, '编号', '事项'), cells(2, '7', '修门')];
    const id = await taken(
      s,
      handMade({
        sheets: [
          { name: 'a', rows },
          { name: 'b', state: 'hidden', rows: hidden }
        ]
      })
    );
    const page = granted(await importPage(s, staff, id));
    expect(page.import.choices).toMatchObject({ headRow: 0, sheet: 0 });
    granted(await chooseHead(s, staff, id, 1));
    granted(await chooseColumns(s, staff, id, ['', 'title']));
    expect((await review(s, id)).fresh.map(({ values }) => values.title)).toEqual(['换灯']);
    granted(await chooseSheet(s, staff, id, 1));
    expect((await looked(s, id)).fresh.map(({ values }) => [values.title, values.number])).toEqual([['修门', '7']]);
    expect(await chooseColumns(s, staff, id, ['number', 'number'])).toMatchObject({ refused: 'input/invalid' });
    granted(await dropImport(s, staff, id));
    expect(await findImport(s, staff, id)).toEqual({ refused: 'import/absent' });
    expect(readdirSync(path.join(s.config.dataDir, 'imports'))).toEqual([]);
  });

  it('is for those who keep the ledger, of their own community', async () => {
    const s = await makeGround();
    const bytes = await workbook([['事项'], ['换灯']]);
    for (const who of ['partner', 'informant', 'facilitator'])
      expect(await beginImport(s, caller(who), { name: 'a', bytes }), who).toEqual({ refused: 'right/missing' });
    const id = await taken(s, bytes);
    const elsewhere = caller('staff', { communityId: 'elsewhere' });
    const jobs = createImportJobs(s);
    for (const result of [
      await findImport(s, elsewhere, id),
      await chooseColumns(s, elsewhere, id, ['title']),
      await jobs.start(elsewhere, id, 1),
      await jobs.undo(elsewhere, id)
    ])
      expect(result).toEqual({ refused: 'import/absent' });
    for (const who of ['partner', 'facilitator']) {
      expect(await listImports(s, caller(who))).toEqual({ refused: 'right/missing' });
      expect(await jobs.undo(caller(who), id)).toEqual({ refused: 'right/missing' });
    }
    expect(granted(await listImports(s, elsewhere))).toEqual([]);
    await jobs.stop();
  });

  it('begins once, with what was looked at, and forgets the file when it is through', async () => {
    const s = await makeGround();
    const id = await taken(
      s,
      await workbook([
        ['事项', '责任人'],
        ['换灯', '']
      ])
    );
    const jobs = createImportJobs(s);
    expect(await jobs.start(staff, id, 1)).toEqual({ refused: 'import/changed' });
    await looked(s, id);
    expect(await jobs.start(staff, id, 1)).toEqual({ refused: 'import/changed' });
    const [first, second] = await Promise.all([jobs.start(staff, id, 2), jobs.start(staff, id, 2)]);
    expect([first, second]).toMatchObject([{ started: true }, { refused: 'server/busy' }]);
    await jobs.idle();
    expect(await jobs.start(staff, id, 2)).toEqual({ refused: 'import/not-now' });
    expect(await items(s)).toHaveLength(1);
    expect(existsSync(path.join(s.config.dataDir, 'imports', `${id}.rows`))).toBe(false);
    await jobs.stop();
  });

  it('that ended with the process says so, and goes on where it stopped', async () => {
    const s = await makeGround();
    const rows = Array.from({ length: 120 }, (_, n) => [String(n + 1), `第${n + 1}件`]);
    const id = await taken(s, await workbook([['编号', '事项'], ...rows]));
    await looked(s, id);
    const work = granted(await planImport(s, staff, id, 2));
    expect(await importSome(s, staff, id, work)).toBe(true);
    // The process dies here; the next one starts.
    await repairImports(s);
    const stopped = granted(await findImport(s, staff, id));
    expect(stopped).toMatchObject({ status: 'stopped', counts: { planned: 120, created: (await items(s)).length } });
    await imported(s, id);
    expect((await items(s)).map(({ sourceNumber }) => Number(sourceNumber)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 120 }, (_, n) => n + 1)
    );
    await holds(s);
  });

  it('that is told to stop ends after the transaction that runs', async () => {
    const s = await makeGround();
    const rows = Array.from({ length: 60 }, (_, n) => [String(n + 1), `第${n + 1}件`]);
    const id = await taken(s, await workbook([['编号', '事项'], ...rows]));
    await looked(s, id);
    const jobs = createImportJobs(s);
    granted(await jobs.start(staff, id, 2));
    await jobs.stop();
    const { status, counts } = granted(await findImport(s, staff, id));
    expect(status).toBe('stopped');
    expect(counts.created).toBe((await items(s)).length);
    expect(counts.created).toBeLessThan(60);
  });
});

describe('[I9] importing again', () => {
  const rows = (over: Record<number, string> = {}) => {
    const line = [
      'A-17',
      '2026-10-08',
      '3号楼路灯不亮',
      '葛师傅',
      '',
      OWNER,
      '2026-12-15',
      '办理中',
      '',
      '',
      '3号楼门前',
      ''
    ];
    return [['编号', ...HEAD.slice(1)], line.map((text, at) => over[at] ?? text)];
  };

  it('knows the same number: unchanged it does nothing, changed it is shown and amended only when ticked', async () => {
    const s = await makeGround();
    const first = await taken(s, await workbook(rows()));
    await looked(s, first);
    await imported(s, first);
    const again = await looked(s, await taken(s, await workbook(rows())));
    expect([again.fresh.length, again.changed.length, again.same, again.problems]).toEqual([0, 0, 1, []]);

    const id = await taken(s, await workbook(rows({ 2: '3号楼两盏路灯不亮', 6: '2026-12-20', 3: '' })));
    const { changed } = await looked(s, id);
    expect(changed.map(({ differences }) => differences)).toEqual([
      [
        { field: 'title', ledger: '3号楼路灯不亮', file: '3号楼两盏路灯不亮' },
        { field: 'due', ledger: '2026-12-15', file: '2026-12-20' }
      ]
    ]);
    const untouched = await imported(s, id);
    expect(untouched.counts).toMatchObject({ planned: 0, created: 0, amended: 0 });

    const ticked = await taken(s, await workbook(rows({ 2: '3号楼两盏路灯不亮', 6: '2026-12-20' })));
    await looked(s, ticked);
    granted(await chooseAmended(s, staff, ticked, 'all'));
    expect((await imported(s, ticked)).counts).toMatchObject({ created: 0, amended: 1 });
    const lamp = await byTitle(s, '3号楼两盏路灯不亮');
    expect(lamp).toMatchObject({ dueOn: '2026-12-20', raisedBy: '葛师傅', state: 'handling', version: 4 });
    const last = granted(await getItem(s, staff, lamp.id)).events.at(-1)!;
    expect(last).toMatchObject({ act: 'amend', reason: '照导入的台账改', detail: { dueOn: '2026-12-20' } });
    await holds(s);

    // Taken back, it says again what it said before.
    expect((await undone(s, ticked)).counts).toMatchObject({ undone: 1, kept: 0 });
    expect(await byTitle(s, '3号楼路灯不亮')).toMatchObject({ dueOn: '2026-12-15', version: 5 });
    expect(granted(await listItems(s, staff, { q: '两盏' })).items).toEqual([]);
    await holds(s);
    // For the import that it came with nobody has touched it since.
    expect((await undone(s, first)).counts).toMatchObject({ undone: 1, kept: 0 });
    expect(await items(s)).toEqual([]);
    await holds(s);
  });

  it('leaves what somebody else changed between looking and importing', async () => {
    const s = await makeGround();
    const first = await taken(s, await workbook(rows()));
    await looked(s, first);
    await imported(s, first);
    const id = await taken(s, await workbook(rows({ 6: '2026-12-20' })));
    await looked(s, id);
    granted(await chooseAmended(s, staff, id, 'all'));
    const lamp = await byTitle(s, '3号楼路灯不亮');
    await s.store.tx((q) => q.update(item).set({ version: 9 }).where(eq(item.id, lamp.id)).run());
    expect((await imported(s, id)).counts).toMatchObject({ amended: 0, left: 1 });
    expect((await byTitle(s, '3号楼路灯不亮')).dueOn).toBe('2026-12-15');
  });

  it('takes a count (序号) for the same only beside the same matter, and a row without a number by all it says', async () => {
    const s = await makeGround();
    const first = await taken(
      s,
      await workbook([
        ['序号', '事项'],
        ['1', '换灯'],
        ['', '没有编号的']
      ])
    );
    await looked(s, first);
    await imported(s, first);
    const again = await looked(
      s,
      await taken(
        s,
        await workbook([
          ['序号', '事项'],
          ['1', '修门'],
          ['1', '换灯'],
          ['', '没有编号的']
        ])
      )
    );
    expect([again.fresh.map(({ values }) => values.title), again.same]).toEqual([['修门'], 2]);
  });

  it('says which rows of one file are the same', async () => {
    const s = await makeGround();
    const id = await taken(
      s,
      await workbook([
        ['编号', '事项'],
        ['A-1', '换灯'],
        ['A-1', '修门'],
        ['', '扫地'],
        ['', '扫地']
      ])
    );
    expect((await looked(s, id)).problems.map(({ row, key, other }) => [row, key, other])).toEqual([
      [3, 'number-twice', 2],
      [5, 'row-twice', 4]
    ]);
  });

  it('[I8] shows a state that has moved on, and does not move it', async () => {
    const s = await makeGround();
    const first = await taken(s, await workbook(rows()));
    await looked(s, first);
    await imported(s, first);
    const seen = await looked(s, await taken(s, await workbook(rows({ 7: '已办结', 8: '2026-11-01' }))));
    expect([seen.changed.length, seen.moved.map(({ state }) => state)]).toEqual([0, ['已办结']]);
  });
});

describe('[T10] taking an import back', () => {
  it('withdraws what nobody has touched, keeps and lists the rest, and can be imported again', async () => {
    const s = await makeGround();
    const id = await taken(s, await workbook(LEDGER));
    await looked(s, id);
    await imported(s, id);
    const lift = await byTitle(s, '电梯停运');
    await s.store.tx(async (q) => {
      const here = and(eq(item.communityId, COMMUNITY.id), eq(item.id, lift.id));
      await q
        .update(item)
        .set({ detail: '有人接手了', version: lift.version + 1 })
        .where(here)
        .run();
    });
    const back = await undone(s, id);
    expect([back.status, back.counts.undone, back.counts.kept]).toEqual(['undone', 5, 1]);
    expect((await items(s)).map(({ title }) => title)).toEqual(['电梯停运']);
    const withdrawn = granted(await listItems(s, staff, { state: 'withdrawn' }));
    expect(withdrawn.total).toBe(5);
    const last = granted(await getItem(s, staff, withdrawn.items[0]!.id)).events.at(-1)!;
    expect(last).toMatchObject({
      act: 'withdraw-import',
      toState: 'withdrawn',
      reason: '撤回导入',
      detail: { importId: id }
    });
    const page = granted(await importPage(s, staff, id));
    expect(page.step === 'over' && page.kept.map((one) => one.item.title)).toEqual(['电梯停运']);
    const jobs = createImportJobs(s);
    expect(await jobs.undo(staff, id)).toEqual({ refused: 'import/not-now' });
    await jobs.stop();

    const seen = await looked(s, await taken(s, await workbook(LEDGER)));
    expect([seen.fresh.length, seen.same + seen.changed.length]).toEqual([5, 1]);
  });

  it('that ended with the process goes on', async () => {
    const s = await makeGround();
    const rows = Array.from({ length: 90 }, (_, n) => [String(n + 1), `第${n + 1}件`]);
    const id = await taken(s, await workbook([['编号', '事项'], ...rows]));
    await looked(s, id);
    await imported(s, id);
    const jobs = createImportJobs(s);
    granted(await jobs.undo(staff, id));
    await jobs.stop();
    expect(granted(await findImport(s, staff, id)).status).toBe('undo-stopped');
    expect((await undone(s, id)).counts).toMatchObject({ undone: 90, kept: 0 });
    expect(await items(s)).toEqual([]);
    await holds(s);
  });
});
