import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, CHANNELS, TIERS } from '$lib/domain/ledger/category';
import { STATES } from '$lib/domain/ledger/state';
import type { Caller } from '../../../server/identity/caller';
import { exportItems } from '../../../server/imports';
import { createItem, UNHEARD } from '../../../server/ledger';
import { item } from '../../../server/ledger/tables';
import { party } from '../../../server/community/tables';
import { COMMUNITY, PARTY, VENUES } from '../../../server/seed/fixtures';
import { and, eq } from 'drizzle-orm';
import { readSheet } from 'read-excel-file/node';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { granted } from '../meetings/support';
import { imported, looked, staff, taken, whole } from './support';

const letter = fc.oneof(
  fc.constantFrom(...'=+-@\'",;，。\n\t 0012灯路楼👵🏻𠮷_x'),
  fc.constantFrom('13812345678', '=HYPERLINK("http://x")', '_x000D_', '007', '2026-12-01', '合计')
);
const words = (max: number) => fc.string({ unit: letter, maxLength: max });
const someItem = fc.record({
  title: words(12).filter((text) => text.trim() !== ''),
  detail: words(30),
  answer: words(12),
  raisedBy: words(6),
  category: fc.constantFrom(...CATEGORIES, '', '新类别'),
  tier: fc.constantFrom(...TIERS),
  state: fc.constantFrom(...STATES.filter((state) => state !== 'withdrawn')),
  ownerId: fc.constantFrom(...Object.values(PARTY), null),
  dueOn: fc.constantFrom('2026-12-01', '2027-02-28', null),
  venueId: fc.constantFrom(...VENUES.map(({ id }) => id), null),
  channel: fc.constantFrom(...CHANNELS),
  supporters: fc.nat(200),
  withheld: fc.boolean(),
  sourceNumber: fc.constantFrom('', '0042', 'A-1', '=1'),
  finishedAt: fc.constantFrom('2026-11-01T08:30:00.000Z', null)
});

type SomeItem = typeof someItem extends fc.Arbitrary<infer T> ? T : never;
const PLAIN: SomeItem = {
  title: '换灯',
  detail: '坏了',
  answer: '',
  raisedBy: '3号楼居民',
  category: 'repair',
  tier: 'simple',
  state: 'open',
  ownerId: PARTY.property!,
  dueOn: '2026-12-01',
  venueId: null,
  channel: 'desk',
  supporters: 0,
  withheld: false,
  sourceNumber: '',
  finishedAt: null
};

async function put(s: TestGround, ...items: SomeItem[]) {
  await s.store.tx(async (q) => {
    for (const { state, finishedAt, ...fields } of items) {
      const at = s.now().toISOString();
      const made = await createItem(q, UNHEARD, {
        ...fields,
        communityId: COMMUNITY.id,
        state: 'open',
        gridId: null,
        origin: null,
        late: false,
        madeFrom: null,
        at,
        year: 2026,
        by: { id: staff.accountId, name: staff.name }
      });
      const here = and(eq(item.communityId, COMMUNITY.id), eq(item.id, made.id));
      await q.update(item).set({ state, finishedAt }).where(here).run();
      s.wait(60_000);
    }
  });
}

const file = async (s: TestGround, as: 'xlsx' | 'csv', locale: 'zh-CN' | 'en' = 'zh-CN', who: Caller = staff) => {
  const made = granted(await exportItems(s, who, {}, as, locale));
  return { ...made, bytes: await whole(made.content) };
};

describe('[X2] export and import again', () => {
  it.each([
    ['xlsx', 'zh-CN'],
    ['csv', 'zh-CN'],
    ['xlsx', 'en']
  ] as const)('is no change, as %s in %s, whatever the items say', async (as, locale) => {
    await fc.assert(
      fc.asyncProperty(fc.array(someItem, { minLength: 20, maxLength: 40 }), async (given) => {
        const s = await makeGround();
        await put(s, ...given);
        const { bytes, name } = await file(s, as, locale);
        const id = await taken(s, bytes, name);
        const seen = await looked(s, id);
        expect(seen.problems).toEqual([]);
        expect(seen.changed.map(({ differences }) => differences)).toEqual([]);
        expect([seen.fresh.length, seen.same, seen.moved.length]).toEqual([0, given.length, 0]);
        const before = await s.store.q.select().from(item).all();
        await imported(s, id);
        expect(await s.store.q.select().from(item).all()).toEqual(before);
      }),
      { numRuns: 4, endOnFailure: true }
    );
  });

  it('keeps an owner who has left, and says what was changed in the file', async () => {
    const s = await makeGround();
    await put(s, { ...PLAIN, ownerId: PARTY.property!, state: 'handling', dueOn: '2026-12-01' });
    await s.store.tx((q) => q.update(party).set({ active: false }).where(eq(party.id, PARTY.property!)).run());
    const { bytes } = await file(s, 'csv');
    expect((await looked(s, await taken(s, bytes, 'a.csv'))).same).toBe(1);
    const changed = Buffer.from(bytes.toString().replace('2026-12-01', '2026-12-09').replace('暖巢物业公司', ''));
    const seen = await looked(s, await taken(s, changed, 'a.csv'));
    // What is under way does not lose its owner by an emptied cell.
    expect(seen.changed.map(({ differences }) => differences)).toEqual([
      [{ field: 'due', ledger: '2026-12-01', file: '2026-12-09' }]
    ]);
  });
});

describe('[X1] an export', () => {
  it('has all that fit the filter, more than a page of them, the newest first, in the reader’s language', async () => {
    const s = await makeGround();
    const one = PLAIN;
    for (let n = 0; n < 7; n++) await put(s, { ...one, title: `事项${n}`, state: n % 2 ? 'open' : 'held' });
    const rows = await readSheet((await file(s, 'xlsx', 'en')).bytes);
    expect(rows[0]!.slice(0, 4)).toEqual(['Number', 'Item', 'State', 'Owner']);
    expect(rows.slice(1).map((row) => row[1])).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `事项${n}`));
    const held = granted(await exportItems(s, staff, { state: 'held' }, 'csv', 'zh-CN'));
    expect((await whole(held.content)).toString().match(/挂账/g)).toHaveLength(4);
    expect(held.name).toBe('槐荫里社区-台账-2026-11-23.csv');
    expect((await file(s, 'csv')).bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
  });

  it('has real dates, which another reader takes for dates', async () => {
    const s = await makeGround();
    await put(s, { ...PLAIN, dueOn: '2026-12-01', supporters: 7 });
    const [head, row] = await readSheet((await file(s, 'xlsx')).bytes);
    const of = (label: string) => row![head!.indexOf(label)];
    expect(of('完成时限')).toEqual(new Date('2026-12-01T00:00:00.000Z'));
    // Ten o'clock is no round part of a day: a reader that cuts instead of rounding has it a moment before.
    expect(Math.round((of('登记日期') as unknown as Date).getTime() / 1000)).toBe(
      Date.parse('2026-11-23T10:00:00Z') / 1000
    );
    expect(of('支持人数')).toBe(7);
  });

  it('gives a partner and an informant only their own, a stranger to the community nothing', async () => {
    const s = await makeGround();
    const one = PLAIN;
    await put(s, { ...one, title: '物业的', ownerId: PARTY.property! });
    await put(s, { ...one, title: '居委会的', ownerId: PARTY.committee! });
    const titles = async (who: Caller) =>
      ((await readSheet((await file(s, 'xlsx', 'zh-CN', who)).bytes)) as string[][]).slice(1).map((row) => row[1]);
    expect(await titles(caller('partner'))).toEqual(['物业的']);
    expect(await titles(caller('informant'))).toEqual([]);
    expect(await titles(caller('staff', { communityId: 'elsewhere' }))).toEqual([]);
    expect(await exportItems(s, caller('partner', { partyId: null }), {}, 'csv', 'en')).toEqual({
      refused: 'right/missing'
    });
  });

  it('[X3] has no formula in it', async () => {
    const s = await makeGround();
    await put(s, { ...PLAIN, title: '=1+1', detail: '@SUM(A1)', state: 'held' });
    const xml = (await import('fflate')).unzipSync((await file(s, 'xlsx')).bytes)['xl/worksheets/sheet1.xml']!;
    expect(new TextDecoder().decode(xml)).not.toMatch(/<f[ >]/);
    const csv = (await file(s, 'csv')).bytes.toString();
    for (const line of csv.split('\r\n').slice(1)) expect(line).not.toMatch(/(?:^|,)"?[=+\-@]/);
  });

  it('stops being made when nobody reads on', async () => {
    const s = await makeGround();
    for (let n = 0; n < 3; n++) await put(s, PLAIN);
    const { content } = granted(await exportItems(s, staff, {}, 'xlsx', 'zh-CN'));
    expect((await content.next()).done).toBe(false);
    expect(await content.return(undefined)).toEqual({ done: true, value: undefined });
    expect((await content.next()).done).toBe(true);
  });
});
