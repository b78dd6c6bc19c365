import type { SQL } from 'drizzle-orm';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { describe, expect, it, vi } from 'vitest';
import { STATES } from '$lib/domain/ledger/state';
import {
  actOnItem,
  actOnMany,
  boardOf,
  dueCalendar,
  getItem,
  previewMany,
  removeView,
  savedViews,
  saveView,
  type Many
} from '../../../server/ledger';
import { PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { expectWhole, granted, putItem } from './support';

const staff = caller('staff');
const as = (rows: { id: string; version: number }[]) => rows.map(({ id, version }) => ({ id, version }));

describe('many items at once', () => {
  it('B1: shows what would become of each, and keeps nothing of it', async () => {
    const s = await makeGround();
    const open = await putItem(s, { title: '没派的' });
    const done = await putItem(s, { title: '答了的', state: 'answered', answer: '行' });
    const many: Many = { act: 'dispatch', input: { ownerId: PARTY.property! }, items: as([open, done]) };
    const [first, second] = granted(await previewMany(s, staff, many));
    expect(first).toMatchObject({
      before: { state: 'open', ownerName: null },
      after: { state: 'dispatched', ownerName: '暖巢物业公司', dueOn: open.limitOn },
      refusal: null
    });
    expect(second).toMatchObject({ after: null, refusal: { refused: 'item/not-now' } });
    const still = granted(await getItem(s, staff, open.id));
    expect(still).toMatchObject({ state: 'open', version: open.version });
    expect(still.events).toHaveLength(1);
    await expectWhole(s);
  });

  it('B1: what was shown is what comes', async () => {
    const s = await makeGround();
    const rows = [await putItem(s), await putItem(s, { tier: 'complex' }), await putItem(s, { state: 'answered' })];
    for (const many of [
      { act: 'category', input: { category: 'care' } },
      { act: 'tier', input: { tier: 'standard' } },
      { act: 'dispatch', input: { ownerId: PARTY.property!, dueOn: '2026-12-24' } },
      { act: 'chase', input: {} },
      { act: 'extend', input: { dueOn: '2027-01-08', reason: '等材料' } }
    ] satisfies Omit<Many, 'items'>[]) {
      const items = await Promise.all(
        rows.map(async ({ id }) => ({ id, version: granted(await getItem(s, staff, id)).version }))
      );
      const shown = granted(await previewMany(s, staff, { ...many, items }));
      expect(granted(await actOnMany(s, staff, { ...many, items })), many.act).toEqual(shown);
    }
    const [one] = rows;
    expect(granted(await getItem(s, staff, one!.id))).toMatchObject({
      category: 'care',
      tier: 'standard',
      state: 'dispatched',
      dueOn: '2027-01-08',
      chases: 1
    });
    await expectWhole(s);
  });

  it('B2: does nothing to an item that somebody was faster with, and goes on with the others', async () => {
    const s = await makeGround();
    const [mine, theirs] = [await putItem(s), await putItem(s)];
    granted(await actOnItem(s, caller('staff2'), { itemId: theirs.id, act: 'chase', input: {} }));
    const items = as([theirs, mine]);
    const done = granted(await actOnMany(s, staff, { act: 'tier', input: { tier: 'complex' }, items }));
    expect(done[0]).toMatchObject({ after: null, refusal: { refused: 'item/changed', with: { who: '尹知微' } } });
    expect(done[1]).toMatchObject({ after: { tier: 'complex' }, refusal: null });
    const again = granted(
      await actOnMany(s, staff, { act: 'tier', input: { tier: 'complex' }, items: [{ id: mine.id, version: 2 }] })
    );
    expect(again).toMatchObject([{ after: null, refusal: null }]);
  });

  it('B2: does once what was given twice, and answers each in its place', async () => {
    const s = await makeGround();
    const [one, other] = [await putItem(s, { title: '甲' }), await putItem(s, { title: '乙' })];
    const items = [...as([one]), { id: one.id, version: 7 }, ...as([other])];
    const done = granted(await actOnMany(s, staff, { act: 'chase', input: {}, items }));
    expect(done.map(({ before, after }) => [before?.title, after?.chases])).toEqual([
      ['甲', 1],
      ['甲', 1],
      ['乙', 1]
    ]);
    await expectWhole(s);
  });

  it('refuses what is too much, too little or nobody’s to do', async () => {
    const s = await makeGround();
    const row = await putItem(s, { ownerId: PARTY.property!, dueOn: '2026-12-01' });
    const items = as([row]);
    const lots = Array.from({ length: 101 }, (_, n) => ({ id: `x${n}`, version: 1 }));
    for (const many of [
      { act: 'chase', input: {}, items: [] },
      { act: 'chase', input: {}, items: lots },
      { act: 'extend', input: { dueOn: '2026-12-24' }, items },
      { act: 'category', input: { category: 'nothing' }, items }
    ] satisfies Many[])
      expect(await actOnMany(s, staff, many), JSON.stringify(many.input)).toMatchObject({ refused: 'input/invalid' });
    for (const who of [caller('partner'), caller('informant'), caller('facilitator')]) {
      const [outcome] = granted(await previewMany(s, who, { act: 'tier', input: { tier: 'complex' }, items }));
      expect(outcome!.after).toBeNull();
      expect(outcome!.refusal).not.toBeNull();
    }
    const [hidden] = granted(await previewMany(s, caller('informant'), { act: 'chase', input: {}, items }));
    expect(hidden).toEqual({ before: null, after: null, refusal: { refused: 'item/absent' } });
  });
});

describe('the board', () => {
  it('shows each state with what may be done there by whoever looks', async () => {
    const s = await makeGround();
    const row = await putItem(s, { title: '甲' });
    await putItem(s, { title: '乙' });
    granted(await actOnItem(s, staff, { itemId: row.id, act: 'dispatch', input: { ownerId: PARTY.property! } }));
    const columns = granted(await boardOf(s, staff, {}));
    expect(columns.map(({ state, total }) => [state, total])).toEqual([
      ['open', 1],
      ['dispatched', 1],
      ['handling', 0],
      ['held', 0],
      ['finished', 0],
      ['verified', 0]
    ]);
    expect(columns[1]!.cards[0]!.acts).toContain('accept');
    expect(columns[1]!.cards[0]!.acts).not.toContain('finish');
    const own = granted(await boardOf(s, caller('partner'), {}));
    expect(own.flatMap(({ cards }) => cards.map(({ title }) => title))).toEqual(['甲']);
    expect(own[1]!.cards[0]!.acts).not.toContain('extend');
    expect(granted(await boardOf(s, staff, { state: 'answered' })).map(({ state }) => state)).toEqual(['answered']);
  });

  it('looks a query up once, however many states it shows', async () => {
    const s = await makeGround();
    await putItem(s, { title: '路灯' });
    await putItem(s, { title: '路灯修好了', state: 'answered', answer: '行' });
    await putItem(s, { title: '井盖' });
    const asked = vi.spyOn(s.store.q, 'all');
    const columns = granted(await boardOf(s, staff, { q: '路灯', state: STATES }));
    expect(columns.flatMap(({ cards }) => cards.map(({ title }) => title)).sort()).toEqual(
      ['路灯', '路灯修好了'].sort()
    );
    const dialect = new SQLiteSyncDialect();
    const looked = asked.mock.calls.filter(([query]) =>
      dialect.sqlToQuery(query as SQL).sql.includes('item_search match')
    );
    expect(looked).toHaveLength(1);
    expect(granted(await boardOf(s, staff, { q: '，' })).every(({ total }) => total === 0)).toBe(true);
  });
});

describe('the calendar of deadlines', () => {
  it('counts what is due on each day of a month, names some, and knows which days are worked', async () => {
    const s = await makeGround();
    for (let n = 0; n < 5; n++) await putItem(s, { title: `事${n}`, dueOn: '2026-11-20' });
    await putItem(s, { title: '下个月', dueOn: '2026-12-01' });
    const { days, calendar, today } = granted(await dueCalendar(s, staff, {}, '2026-11'));
    expect(days).toMatchObject([{ day: '2026-11-20', due: 5, overdue: 5 }]);
    expect(days[0]!.lines).toHaveLength(3);
    expect(today).toBe('2026-11-23');
    expect(calendar.announced).toContain(2026);
    expect(granted(await dueCalendar(s, staff, { q: '下个月' }, '2026-11')).days).toEqual([]);
    expect(granted(await dueCalendar(s, caller('partner'), {}, '2026-11')).days).toEqual([]);
    expect(granted(await dueCalendar(s, staff, {}, 'nothing')).days).toEqual([]);
  });
});

describe('a saved view', () => {
  it('G3: is kept under its name for whoever saved it, and for nobody else', async () => {
    const s = await makeGround();
    const view = granted(await saveView(s, staff, { name: ' 我的  视图 ', query: 'state=open' }));
    expect(view.name).toBe('我的 视图');
    granted(await saveView(s, staff, { name: '我的 视图', query: 'state=held' }));
    expect(await savedViews(s, staff)).toEqual([{ id: view.id, name: '我的 视图', query: 'state=held' }]);
    expect(await savedViews(s, caller('staff2'))).toEqual([]);
    await removeView(s, caller('staff2'), view.id);
    expect(await savedViews(s, staff)).toHaveLength(1);
    await removeView(s, staff, view.id);
    expect(await savedViews(s, staff)).toEqual([]);
  });

  it('refuses one without a name, one too long, and one too many', async () => {
    const s = await makeGround();
    for (const given of [
      { name: ' ', query: 'state=open' },
      { name: 'x'.repeat(31), query: 'state=open' },
      { name: 'x', query: '' },
      { name: 'x', query: 'x'.repeat(1001) }
    ])
      expect(await saveView(s, staff, given)).toMatchObject({ refused: 'input/invalid' });
    for (let n = 0; n < 30; n++) granted(await saveView(s, staff, { name: `v${n}`, query: 'late=1' }));
    expect(await saveView(s, staff, { name: 'v30', query: 'late=1' })).toMatchObject({ refused: 'view/full' });
    expect(await saveView(s, caller('partner', { role: 'partner' }), { name: 'v', query: 'late=1' })).toHaveProperty(
      'id'
    );
  });
});
