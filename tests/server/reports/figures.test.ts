import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '$lib/domain/ledger/category';
import { PLAIN_ACTS, unaskedInput, type PlainAct } from '$lib/domain/ledger/acts';
import type { ActInput } from '$lib/domain/ledger/item-state';
import { METRICS, DIMENSIONS, METRIC_KEYS } from '$lib/domain/reports/metrics';
import { holds } from '$lib/domain/reports/condition';
import { counted, figureOf, ranked, talliesBy, tallyOf } from '$lib/domain/reports/figure';
import { monthOf, monthsOn, monthsUpTo } from '$lib/domain/reports/month';
import { dayIn } from '$lib/domain/meetings/days';
import { actOnItem, amendItem, applyAct, mergeItems, splitItem, unmergeItem } from '../../../server/ledger';
import { item } from '../../../server/ledger/tables';
import { itemsBehind, monthFigures, unitFigures } from '../../../server/reports';
import { COMMUNITY, PARTY, VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { expectWhole, granted, putItem } from '../ledger/support';
import { replayed } from './support';

const DAY = 24 * 3_600_000;
const staff = caller('staff');
const today = (s: TestGround) => dayIn(s.now(), COMMUNITY.timeZone);

/** Holds everything that the server says against what the events say. */
async function expectTheSame(s: TestGround): Promise<void> {
  const subjects = await replayed(s);
  const day = today(s);
  const latest = monthOf(day);
  for (const month of monthsUpTo(latest, 4)) {
    const said = granted(await monthFigures(s, staff, { month }));
    expect(said.figures).toEqual(
      METRIC_KEYS.map((key) => figureOf(METRICS[key], tallyOf(METRICS[key], subjects, month, day)))
    );
    for (const figure of said.before) {
      const metric = METRICS[figure.key];
      expect(figure).toEqual(figureOf(metric, tallyOf(metric, subjects, monthsOn(month, -1), day)));
    }
  }
  for (const month of monthsUpTo(latest, 2))
    for (const key of METRIC_KEYS) {
      const metric = METRICS[key];
      const said = granted(await unitFigures(s, staff, { metric: key, month }));
      for (const point of said.trend)
        expect(point.figure).toEqual(figureOf(metric, tallyOf(metric, subjects, point.month, day)));
      for (const dimension of DIMENSIONS) {
        const units = [...talliesBy(metric, dimension, subjects, month, day)].map(([subject, tally]) => ({
          of: subject,
          figure: figureOf(metric, tally)
        }));
        expect(said.units[dimension].map(({ name: _, ...unit }) => unit)).toEqual(ranked(metric, units));
      }
      const about = subjects.filter((subject) => counted(metric, subject, month, day));
      const part = async (part: string) =>
        granted(await itemsBehind(s, staff, { metric: key, month, part, limit: 100 }))
          .items.map(({ id }) => id)
          .sort();
      const ids = (some: typeof about) => some.map(({ id }) => id).sort();
      expect(await part('all')).toEqual(ids(about));
      if (metric.kind !== 'rate') continue;
      expect(await part('numerator')).toEqual(ids(about.filter((subject) => holds(metric.hits, subject, day))));
      expect(await part('rest')).toEqual(ids(about.filter((subject) => !holds(metric.hits, subject, day))));
    }
}

describe('figures of a ledger of any history', () => {
  const input = fc.record(
    {
      ownerId: fc.constantFrom(PARTY.property!, PARTY.staff2!),
      dueOn: fc.constantFrom('2026-11-27', '2026-12-10', '2027-03-01'),
      reason: fc.constant('等配件'),
      answer: fc.constant('十点半'),
      rating: fc.record({ speed: fc.integer({ min: 1, max: 5 }), effect: fc.constant(4), attitude: fc.constant(5) }),
      ask: fc.constant({ what: 'hold' as const, day: '2026-12-09' }),
      reviewOn: fc.constant('2026-12-09')
    },
    { requiredKeys: ['reason', 'rating', 'reviewOn', 'answer', 'ask'] }
  );
  // The acts that lead on stand oftener, so that many items come to their end.
  const onwards = ['dispatch', 'accept', 'finish', 'verify', 'rate'] as const;
  const step = fc.record({
    who: fc.constantFrom('staff', 'staff2', 'secretary', 'partner'),
    act: fc.constantFrom(
      ...[...onwards, ...onwards, ...onwards, ...PLAIN_ACTS],
      ...(['merge', 'unmerge', 'split', 'amend', 'withdraw', 'another'] as const)
    ),
    on: fc.nat(5),
    input,
    hours: fc.constantFrom(0, 0, 1, 9, 20, 24, 24, 72, 500)
  });
  type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

  async function put(s: TestGround, n: number) {
    const { id: venueId, gridId } = VENUES[n % VENUES.length]!;
    return await putItem(s, {
      venueId: n % 4 ? venueId : null,
      gridId: n % 4 ? gridId : null,
      channel: CHANNELS[n % CHANNELS.length]!,
      category: ['repair', 'care', ''][n % 3]!,
      tier: n % 2 ? 'simple' : 'standard',
      withheld: n % 5 === 0,
      dueOn: n % 3 ? null : '2026-11-30',
      state: n % 7 === 6 ? 'answered' : 'open'
    });
  }

  async function take(s: TestGround, ids: string[], { who, act, on, input, hours }: Step): Promise<void> {
    s.wait(hours * 3_600_000);
    const by = caller(who);
    const itemId = ids[on % ids.length]!;
    const reason = '说明';
    if (act === 'another') ids.push((await put(s, ids.length)).id);
    else if (act === 'merge') await mergeItems(s, by, { itemId, intoId: ids[(on + 1) % ids.length]! });
    else if (act === 'unmerge') await unmergeItem(s, by, { itemId, reason });
    else if (act === 'split') await splitItem(s, by, { itemId, title: '另一件', detail: '', reason });
    else if (act === 'amend')
      await amendItem(s, by, { itemId, category: 'culture', tier: 'complex', venueId: VENUES[4].id });
    else if (act === 'withdraw')
      await s.store.tx(async (q) => {
        const row = (await q.select().from(item).all()).find(({ id }) => id === itemId)!;
        const at = s.now().toISOString();
        await applyAct(q, s.hearers, row, {
          act: 'withdraw-import',
          input: { reason, importId: 'i' },
          by: { ...by, id: by.accountId },
          at
        });
      });
    else {
      const told = given(act, input);
      // What the act does not ask for is refused (rule T11).
      for (const key of unaskedInput(act, told)) delete told[key];
      await actOnItem(s, by, { itemId, act, input: told });
    }
  }

  /** A dispatch takes its days; a joint act finds nobody. */
  const given = (act: string, { dueOn, ownerId, ...rest }: ActInput): ActInput =>
    act === 'dispatch'
      ? { ...rest, dueOn, ownerId: ownerId ?? PARTY.property! }
      : act === 'extend'
        ? { ...rest, dueOn }
        : { ...rest };

  it('F1, F9: the database says what the events say where each figure has something above its line and something beside it', async () => {
    const s = await makeGround();
    const ids: string[] = [];
    for (let n = 0; n < 14; n++) ids.push((await put(s, n)).id);
    const always = {
      reason: '等配件',
      rating: { speed: 2, effect: 4, attitude: 5 },
      reviewOn: '2026-12-09',
      answer: '十点半'
    } as const;
    const go = async (on: number, ...acts: Step['act'][]) => {
      const ask = { what: 'hold', day: '2026-12-09' } as const;
      for (const act of acts)
        await take(s, ids, { who: 'staff', act, on, input: { ...always, ask, dueOn: '2026-11-27' }, hours: 1 });
    };
    await go(0, 'dispatch', 'accept', 'finish', 'verify', 'rate');
    await go(1, 'dispatch', 'accept', 'finish', 'rework', 'finish');
    await go(2, 'decline');
    await go(3, 'dispatch', 'accept', 'hold');
    await go(4, 'dispatch', 'accept');
    await go(5, 'merge');
    await go(8, 'withdraw');
    s.wait(5 * DAY);
    await go(4, 'finish', 'verify', 'rate');
    await go(7, 'dispatch', 'accept', 'finish');
    await go(13, 'reopen');
    s.wait(2 * DAY);
    expect(s.now().toISOString().slice(0, 7)).toBe('2026-12');
    const { figures } = granted(await monthFigures(s, staff, { month: '2026-11' }));
    for (const { key, n, hits } of figures) {
      expect([key, n > 0, hits === null || (hits > 0 && hits < n)]).toEqual([key, true, true]);
    }
    await expectWhole(s);
    await expectTheSame(s);
  });

  it('F1, F9: the database says what a replay of the events says, for every figure, month, unit and list behind it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 70 }), async (steps) => {
        const s = await makeGround();
        const ids: string[] = [];
        for (let n = 0; n < 7; n++) ids.push((await put(s, n)).id);
        for (const one of steps) await take(s, ids, one);
        await expectWhole(s);
        await expectTheSame(s);
      }),
      { numRuns: 5 }
    );
  }, 120_000);
});

describe('figures', () => {
  it('are for whoever may read the whole ledger, of his own community alone', async () => {
    const s = await makeGround();
    await putItem(s);
    s.wait(10 * DAY);
    for (const who of ['partner', 'informant']) {
      expect(await monthFigures(s, caller(who))).toEqual({ refused: 'right/missing' });
      expect(await unitFigures(s, caller(who), { metric: 'response' })).toEqual({ refused: 'right/missing' });
    }
    const elsewhere = { ...staff, communityId: 'another' };
    const november = { month: '2026-11' };
    expect(granted(await monthFigures(s, elsewhere, november)).figures.every(({ n }) => n === 0)).toBe(true);
    expect(granted(await itemsBehind(s, elsewhere, { metric: 'response', ...november })).total).toBe(0);
    expect(granted(await monthFigures(s, caller('facilitator'), november)).figures[0]).toMatchObject({ n: 1, hits: 0 });
  });

  it('F2: what came of a dispute counts, and a partner finds behind a figure only what is his', async () => {
    const s = await makeGround();
    await putItem(s, { withheld: true });
    const { id } = await putItem(s);
    granted(
      await actOnItem(s, staff, {
        itemId: id,
        act: 'dispatch',
        input: { ownerId: PARTY.property!, dueOn: '2026-11-27' }
      })
    );
    s.wait(10 * DAY);
    const asked = { metric: 'response', month: '2026-11' };
    expect(granted(await monthFigures(s, staff, asked)).figures[0]).toMatchObject({ key: 'response', n: 2 });
    expect(granted(await itemsBehind(s, staff, asked)).total).toBe(2);
    expect(granted(await itemsBehind(s, caller('partner'), asked)).items.map((line) => line.id)).toEqual([id]);
  });

  it('F4: neither a late dispatch nor an extension takes an item out of the month it was owed in', async () => {
    const s = await makeGround();
    const late = await putItem(s, { tier: 'simple' });
    const extended = await putItem(s, { dueOn: '2026-11-27', ownerId: PARTY.property! });
    const act = (itemId: string, act: PlainAct, input: ActInput = {}) => actOnItem(s, staff, { itemId, act, input });
    granted(await act(extended.id, 'dispatch', { dueOn: '2026-12-20' }));
    granted(await act(extended.id, 'extend', { dueOn: '2027-02-01', reason: '等灯具' }));
    s.wait(12 * DAY);
    granted(await act(late.id, 'dispatch', { ownerId: PARTY.property!, dueOn: '2027-02-01' }));
    const { figures } = granted(await monthFigures(s, staff, { month: '2026-11' }));
    const subject = (key: string) => figures.find((figure) => figure.key === key);
    expect(subject('completion')).toMatchObject({ n: 2, hits: 0 });
    expect(subject('on-time-first')).toMatchObject({ n: 2, hits: 0 });
    expect(subject('on-time-last')).toMatchObject({ n: 0, value: null });
  });

  it('gives this month where it is asked for none, or one that lies ahead', async () => {
    const s = await makeGround();
    await putItem(s);
    s.wait(40 * DAY);
    for (const month of [null, 'x', '2031-01', "2026-11' or 1=1"])
      expect(granted(await monthFigures(s, staff, { month }))).toMatchObject({
        month: '2027-01',
        earliest: '2026-11',
        latest: '2027-01',
        today: '2027-01-02'
      });
  });

  it('names its units, those that nobody is behind among them', async () => {
    const s = await makeGround();
    await putItem(s, { ownerId: PARTY.property!, dueOn: '2026-11-24' });
    await putItem(s, { ownerId: null, gridId: null, venueId: null });
    s.wait(10 * DAY);
    const { units, trend, figure } = granted(await unitFigures(s, staff, { metric: 'response', month: '2026-11' }));
    expect(units.owner.map(({ of: subject, name, rank }) => [subject, name, rank])).toEqual([
      [PARTY.property, '暖巢物业公司', null],
      ['none', null, null]
    ]);
    expect(units.venue.map(({ name }) => name)).toEqual([VENUES[0].name, null]);
    expect([figure.n, trend.length, trend.at(-1)!.month]).toEqual([2, 12, '2026-11']);
    const nobody = { metric: 'response', month: '2026-11', by: 'owner', of: 'none' };
    expect(granted(await itemsBehind(s, staff, nobody)).total).toBe(1);
  });

  it('lists what is behind a figure a page at a time, and nothing for what is no figure', async () => {
    const s = await makeGround();
    for (let n = 0; n < 5; n++) {
      await putItem(s, { title: `第${n}件` });
      s.wait(60_000);
    }
    s.wait(10 * DAY);
    const asked = { metric: 'response', month: '2026-11', part: 'rest', limit: 2 };
    const titles: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = granted(await itemsBehind(s, staff, { ...asked, cursor }));
      expect(page.total).toBe(5);
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(titles).toEqual([4, 3, 2, 1, 0].map((n) => `第${n}件`));
    for (const wrong of [
      { ...asked, metric: '__proto__' },
      { ...asked, month: null },
      { ...asked, month: '2026-13' },
      { ...asked, part: 'most' },
      { ...asked, by: 'color', of: 'red' },
      { ...asked, by: 'owner' },
      { metric: 'days', part: 'numerator', month: '2026-11' }
    ])
      expect(await itemsBehind(s, staff, wrong)).toMatchObject({ refused: 'input/invalid' });
    expect(await itemsBehind(s, staff, { ...asked, cursor: 'x' })).toMatchObject({ refused: 'input/invalid' });
  });
});
