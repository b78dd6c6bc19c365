import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createItem, getItem, listItems, type ItemFilter, type NewItem, UNHEARD } from '../../../server/ledger';
import { item } from '../../../server/ledger/tables';
import { COMMUNITY, PARTY, VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { granted } from '../meetings/support';

const staff = caller('staff');

async function put(s: TestGround, over: Partial<NewItem>) {
  const { at = s.now().toISOString() } = over;
  return await s.store.tx((q) =>
    createItem(q, UNHEARD, {
      communityId: COMMUNITY.id,
      title: '换灯',
      detail: '',
      category: 'repair',
      tier: 'simple',
      state: 'open',
      answer: '',
      ownerId: PARTY.property!,
      dueOn: '2026-12-01',
      gridId: null,
      venueId: VENUES[0].id,
      origin: null,
      channel: 'desk',
      raisedBy: '3号楼居民',
      supporters: 0,
      late: false,
      madeFrom: null,
      at,
      year: 2026,
      by: { id: staff.accountId, name: staff.name },
      ...over
    })
  );
}
const titles = async (s: TestGround, filter: ItemFilter, who = staff) =>
  granted(await listItems(s, who, filter)).items.map((line) => line.title);

describe('the ledger’s list', () => {
  it('narrows by state, category, owner, place, overdue and late, and counts all that fit', async () => {
    const s = await makeGround();
    await put(s, { title: '甲' });
    await put(s, { title: '乙', category: 'care', ownerId: null, dueOn: null });
    await put(s, { title: '丙', state: 'answered', answer: '行', venueId: VENUES[1].id, dueOn: '2026-11-01' });
    await put(s, { title: '丁', dueOn: '2026-11-22', late: true });
    await put(s, { title: '戊', dueOn: '2026-11-23', ownerId: PARTY.committee! });
    const only = async (filter: ItemFilter) => (await titles(s, filter)).sort();
    expect(await only({ state: 'answered' })).toEqual(['丙']);
    expect(await only({ category: 'care' })).toEqual(['乙']);
    expect(await only({ owner: PARTY.committee! })).toEqual(['戊']);
    expect(await only({ owner: 'none' })).toEqual(['乙']);
    expect(await only({ venue: VENUES[1].id })).toEqual(['丙']);
    expect(await only({ overdue: true })).toEqual(['丁']);
    expect(await only({ late: true })).toEqual(['丁']);
    expect(await only({ category: 'repair', owner: PARTY.property!, state: 'open' })).toEqual(['丁', '甲']);
    expect(granted(await listItems(s, staff, { limit: 2 }))).toMatchObject({ total: 5 });
    const [late] = granted(await listItems(s, staff, { late: true })).items;
    expect(late).toMatchObject({ overdue: true, ownerName: '暖巢物业公司', venueName: '3号楼门前' });
  });

  it('judges overdue by the day where the community lives', async () => {
    const s = await makeGround();
    await put(s, { dueOn: '2026-11-23' });
    s.wait(13.5 * 3_600_000); // 23:30 in Shanghai
    expect(await titles(s, { overdue: true })).toEqual([]);
    s.wait(3_600_000);
    expect(await titles(s, { overdue: true })).toEqual(['换灯']);
  });

  it('shows a partner and an informant their own, the rest to the office and facilitators, nothing to another community', async () => {
    const s = await makeGround();
    const own = await put(s, { title: '物业的' });
    const other = await put(s, { title: '居委会的', ownerId: PARTY.committee! });
    await put(s, { title: '楼栋长的', ownerId: PARTY.informant! });
    expect(await titles(s, {}, caller('partner'))).toEqual(['物业的']);
    expect(granted(await listItems(s, caller('partner'), {})).total).toBe(1);
    expect(await titles(s, { q: '居委会' }, caller('partner'))).toEqual([]);
    expect(await titles(s, { owner: PARTY.committee! }, caller('partner'))).toEqual([]);
    expect(await titles(s, {}, caller('informant'))).toEqual(['楼栋长的']);
    expect(await titles(s, {}, caller('facilitator'))).toHaveLength(3);
    expect(await titles(s, {}, caller('staff', { communityId: 'elsewhere' }))).toEqual([]);
    expect(await titles(s, { q: '物业' }, caller('staff', { communityId: 'elsewhere' }))).toEqual([]);
    expect(await listItems(s, caller('partner', { partyId: null }), {})).toEqual({ refused: 'right/missing' });
    expect(granted(await getItem(s, caller('partner'), own.id)).title).toBe('物业的');
    expect(await getItem(s, caller('partner'), other.id)).toEqual({ refused: 'item/absent' });
    expect(await getItem(s, caller('staff', { communityId: 'elsewhere' }), own.id)).toEqual({ refused: 'item/absent' });
  });
});

describe('searching the ledger', () => {
  it('S4: finds Chinese of one, two, three and more characters, numbers and letters, in every field', async () => {
    const s = await makeGround();
    await put(s, { title: '9号楼电梯停在五楼', detail: '坐轮椅的老人下不来' });
    await put(s, { title: '几点关灯', state: 'answered', answer: '晚上十点半', raisedBy: '米春兰' });
    for (const q of ['梯', '电梯', '停在五楼', '轮椅', '9号楼', '2026-0001', '电梯 老人'])
      expect(await titles(s, { q }), q).toEqual(['9号楼电梯停在五楼']);
    for (const q of ['十点半', '米春兰', '关灯']) expect(await titles(s, { q }), q).toEqual(['几点关灯']);
    for (const q of ['梯电', '电梯停五', '不存在', '五楼坐轮椅']) expect(await titles(s, { q }), q).toEqual([]);
    expect(await titles(s, { q: '   ' })).toHaveLength(2);
    expect(await titles(s, { q: '，。' })).toEqual([]);
  });

  it.each([
    '"',
    '电梯"',
    "'; DROP TABLE item; --",
    'NEAR(电 梯)',
    'body : 电',
    '电*',
    '(电',
    '-电',
    'a OR b',
    '\u0000',
    '%',
    '_'
  ])('S3: %j is only text', async (q) => {
    const s = await makeGround();
    await put(s, {});
    expect(granted(await listItems(s, staff, { q })).items).toEqual([]);
  });

  it('S3: no query at all is a fault', async () => {
    const s = await makeGround();
    await put(s, { title: 'near or and not 灯' });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (q) => {
        granted(await listItems(s, staff, { q }));
      }),
      { numRuns: 60 }
    );
  });
});

describe('turning the pages', () => {
  it('gives every item once, newest first, however many come in between', async () => {
    const s = await makeGround();
    for (let n = 0; n < 7; n++) {
      await put(s, { title: `旧${n}` });
      if (n % 3 === 0) s.wait(1000); // several share a moment
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10; page++) {
      const got = granted(await listItems(s, staff, { limit: 2, ...(cursor ? { cursor } : {}) }));
      seen.push(...got.items.map((line) => line.title));
      if (!got.nextCursor) break;
      cursor = got.nextCursor;
      s.wait(1000);
      await put(s, { title: `新${page}` });
    }
    expect(seen.filter((title) => title.startsWith('旧')).sort()).toEqual([
      '旧0',
      '旧1',
      '旧2',
      '旧3',
      '旧4',
      '旧5',
      '旧6'
    ]);
    expect(seen).toHaveLength(7);
  });

  it('refuses a cursor that is not ours, and bounds the page', async () => {
    const s = await makeGround();
    await s.store.tx(async () => {});
    for (const cursor of ['x', '!!', 'W10', Buffer.from('["yesterday","x"]').toString('base64url'), 'a'.repeat(5000)])
      expect(await listItems(s, staff, { cursor }), cursor).toEqual({
        refused: 'input/invalid',
        fields: { cursor: 'field/unfit' }
      });
    for (let n = 0; n < 3; n++) await put(s, {});
    expect(granted(await listItems(s, staff, { limit: 0 })).items).toHaveLength(1);
    expect(granted(await listItems(s, staff, { limit: 1e9 })).items).toHaveLength(3);
  });
});

describe('the numbers of items', () => {
  it('N1: count on within a year and a community, past 9999, and begin anew with the year', async () => {
    const s = await makeGround();
    expect((await put(s, {})).number).toBe('2026-0001');
    await s.store.tx((q) => q.update(item).set({ number: '2026-9999', serial: 2026_000_9999 }).run());
    expect((await put(s, {})).number).toBe('2026-10000');
    expect((await put(s, {})).number).toBe('2026-10001');
    expect((await put(s, { year: 2027 })).number).toBe('2027-0001');
    expect((await put(s, { communityId: 'elsewhere' })).number).toBe('2026-0001');
  });
});
