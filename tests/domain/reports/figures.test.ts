import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActInput } from '$lib/domain/ledger/item-state';
import { ACTS, type Act } from '$lib/domain/ledger/acts';
import { STATES, type State } from '$lib/domain/ledger/state';
import type { ActEvent } from '$lib/domain/ledger/transitions';
import { METRICS, DIMENSIONS, METRIC_KEYS, type MetricKey } from '$lib/domain/reports/metrics';
import { holds } from '$lib/domain/reports/condition';
import { addTo, counted, ENOUGH, figureOf, nothing, ranked, talliesBy, tallyOf } from '$lib/domain/reports/figure';
import { isMonth, monthOf, monthsUpTo, spanOf } from '$lib/domain/reports/month';
import { standingAt, subjectAt, type Subject } from '$lib/domain/reports/subject';

const TODAY = '2026-12-15';
const MONTH = '2026-11';

/** An item that came on 2 November, was due on the 5th, and was done in time. */
const KEPT: Subject = {
  state: 'verified',
  ownerId: 'a',
  category: 'repair',
  gridId: 'g',
  venueId: 'v',
  channel: 'desk',
  submittedOn: '2026-11-02',
  respondBy: '2026-11-03',
  respondedOn: '2026-11-03',
  firstDeadlineOn: '2026-11-05',
  deadlineOn: '2026-11-05',
  finishedOn: '2026-11-04',
  firstFinishedOn: '2026-11-04',
  firstFinishedAt: '2026-11-04T02:00:00Z',
  finishedAt: '2026-11-04T02:00:00Z',
  ratedOn: null,
  speed: null,
  effect: null,
  attitude: null
};
const IN_HAND: Partial<Subject> = {
  state: 'handling',
  finishedOn: null,
  finishedAt: null,
  firstFinishedOn: null,
  firstFinishedAt: null
};

/** n and what stands above the line, of one item. */
function says(key: MetricKey, over: Partial<Subject> = {}, month = MONTH): [n: number, sum: number] {
  const { n, sum } = tallyOf(METRICS[key], [{ ...KEPT, ...over }], month, TODAY);
  return [n, sum];
}

/** A history of acts at moments, whatever the table allows. */
function events(...acts: [at: string, act: Act, input?: ActInput][]): ActEvent[] {
  let state: State | null = null;
  return acts.map(([at, act, input = {}]) => {
    const { to } = ACTS[act];
    const toState: State = to === 'same' ? state! : to;
    const event = { at, act, fromState: state, toState, reason: '', detail: input as Record<string, unknown> };
    state = toState;
    return event;
  });
}

describe('months', () => {
  it('are written as people sort them, and span their days', () => {
    expect(['2026-11', '2026-13', '2026-1', 'x', '2026-00'].map(isMonth)).toEqual([true, false, false, false, false]);
    expect(spanOf('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(monthsUpTo('2027-02', 4)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(monthOf('2026-11-30')).toBe('2026-11');
  });
});

describe('where an item stood', () => {
  const history = events(
    ['2026-11-30T15:59:00.000Z', 'open', { limitOn: '2026-12-02', respondBy: '2026-12-01' }],
    ['2026-12-01T01:00:00.000Z', 'dispatch', { ownerId: 'a', dueOn: '2026-12-02' }],
    ['2026-12-01T16:00:00.000Z', 'accept'],
    ['2026-12-02T01:00:00.000Z', 'finish'],
    ['2026-12-03T01:00:00.000Z', 'reopen']
  );
  const facts = { createdAt: history[0]!.at, category: 'repair', gridId: null, venueId: null, channel: 'desk' };

  it('F1: is what its events up to that moment say', () => {
    expect(standingAt(history, '2026-11-01T00:00:00.000Z')).toBeNull();
    expect(standingAt(history, '2026-12-01T01:00:00.000Z')).toMatchObject({ state: 'dispatched', ownerId: 'a' });
    expect(standingAt(history, '2026-12-02T23:00:00.000Z')).toMatchObject({ state: 'finished' });
    expect(standingAt(history, '2027-01-01T00:00:00.000Z')).toMatchObject({ state: 'open', finishedAt: null });
  });

  it('F2: belongs to the days of the community, not of Greenwich', () => {
    const subject = subjectAt({ facts, events: history }, '2026-12-02T02:00:00.000Z', 'Asia/Shanghai')!;
    expect(subject).toMatchObject({ submittedOn: '2026-11-30', respondedOn: '2026-12-02', finishedOn: '2026-12-02' });
    expect(tallyOf(METRICS.response, [subject], '2026-11', TODAY)).toMatchObject({ n: 1, sum: 0 });
  });

  it('F5: what was done in time and reopened stays in its month, as not done and as rework', () => {
    const at = (moment: string) => [subjectAt({ facts, events: history }, moment, 'Asia/Shanghai')!];
    const before = at('2026-12-02T02:00:00.000Z');
    expect(tallyOf(METRICS['on-time-first'], before, '2026-12', TODAY)).toMatchObject({ n: 1, sum: 1 });
    const now = at('2027-01-01T00:00:00.000Z');
    expect(tallyOf(METRICS['on-time-first'], now, '2026-12', TODAY)).toMatchObject({ n: 1, sum: 0 });
    expect(tallyOf(METRICS.completion, now, '2026-12', TODAY)).toMatchObject({ n: 1, sum: 0 });
    expect(tallyOf(METRICS.rework, now, '2026-12', TODAY)).toMatchObject({ n: 1, sum: 1 });
    expect(tallyOf(METRICS.rework, before, '2026-12', TODAY)).toMatchObject({ n: 1, sum: 0 });
  });
});

describe('the metric book', () => {
  it('F3: response counts what had its first answer by its day, of what is over', () => {
    expect(says('response')).toEqual([1, 1]);
    expect(says('response', { respondedOn: '2026-11-04' })).toEqual([1, 0]);
    expect(says('response', { ...IN_HAND, respondedOn: null })).toEqual([1, 0]);
    expect(says('response', { state: 'declined' })).toEqual([1, 1]);
    expect(says('response', { respondBy: TODAY })).toEqual([0, 0]);
    expect(says('response', { respondBy: null })).toEqual([0, 0]);
    expect(says('response', {}, '2026-10')).toEqual([0, 0]);
  });

  it('F4: completion counts what is said to be done, of what fell due first', () => {
    expect(says('completion')).toEqual([1, 1]);
    expect(says('completion', { finishedOn: '2026-12-14' })).toEqual([1, 1]);
    expect(says('completion', IN_HAND)).toEqual([1, 0]);
    expect(says('completion', { ...IN_HAND, state: 'held' })).toEqual([1, 0]);
    expect(says('completion', { state: 'declined' })).toEqual([0, 0]);
  });

  it('F4: a day that is not over yet decides nothing', () => {
    for (const key of ['completion', 'on-time-first', 'on-time-last'] as const) {
      const subject = { firstDeadlineOn: TODAY, deadlineOn: TODAY };
      expect(says(key, subject, '2026-12')).toEqual([0, 0]);
    }
  });

  it('F4: an extension moves an item out of the month of its last promise, never of its first', () => {
    const extended = { deadlineOn: '2026-12-10', finishedOn: '2026-12-09' };
    expect(says('on-time-first', extended)).toEqual([1, 0]);
    expect(says('completion', extended)).toEqual([1, 1]);
    expect(says('on-time-last', extended)).toEqual([0, 0]);
    expect(says('on-time-last', extended, '2026-12')).toEqual([1, 1]);
    expect(says('on-time-last', { ...IN_HAND, state: 'held' })).toEqual([0, 0]);
  });

  it('F5: rework is what was done again, or is not done now', () => {
    expect(says('rework')).toEqual([1, 0]);
    expect(says('rework', { finishedAt: '2026-11-09T02:00:00Z', finishedOn: '2026-11-09' })).toEqual([1, 1]);
    expect(says('rework', { state: 'open', finishedAt: null, finishedOn: null })).toEqual([1, 1]);
    expect(says('rework', IN_HAND)).toEqual([0, 0]);
  });

  it('F6: days are told by their median, in calendar days, without what was answered on the spot', () => {
    const took = (...ends: string[]) =>
      tallyOf(
        METRICS.days,
        ends.map((finishedOn) => ({ ...KEPT, finishedOn })),
        MONTH,
        TODAY
      );
    const ends = ['2026-11-02', '2026-11-04', '2026-11-06', '2026-11-30'];
    expect(figureOf(METRICS.days, took(...ends))).toMatchObject({ n: 4, value: 3, few: true, hits: null });
    expect(figureOf(METRICS.days, took(...ends.slice(0, 3)))).toMatchObject({ n: 3, value: 2 });
    expect(figureOf(METRICS.days, took(...ends, ...ends))).toMatchObject({ n: 8, value: 3, low: 0, high: 28 });
    expect(says('days', { state: 'answered' })).toEqual([0, 0]);
  });

  it('F6: satisfaction is the mean of the ratings that stand', () => {
    const rated = { state: 'rated', ratedOn: '2026-11-20', speed: 3, effect: 5, attitude: 4 } as const;
    expect(says('satisfaction', rated)).toEqual([1, 12]);
    expect(says('speed', rated)).toEqual([1, 3]);
    const other = { ...KEPT, ...rated, speed: 5, effect: 5, attitude: 5 };
    const both = tallyOf(METRICS.satisfaction, [{ ...KEPT, ...rated }, other], MONTH, TODAY);
    expect(figureOf(METRICS.satisfaction, both)).toMatchObject({ n: 2, value: 4.5 });
    expect(says('satisfaction', { state: 'open', ratedOn: null })).toEqual([0, 0]);
  });

  it('F6: overdue is told of today, whatever the month; on hold it counts below the line', () => {
    expect(says('overdue', IN_HAND, '2020-01')).toEqual([1, 1]);
    expect(says('overdue', { ...IN_HAND, deadlineOn: TODAY })).toEqual([1, 0]);
    expect(says('overdue', { ...IN_HAND, state: 'held' })).toEqual([1, 0]);
    expect(says('overdue')).toEqual([0, 0]);
  });

  it('F2: what went into another and what was withdrawn count nowhere; what was declined has a figure of its own', () => {
    for (const state of ['merged', 'withdrawn'] as const)
      for (const key of METRIC_KEYS) {
        const rated = { ratedOn: '2026-11-20', speed: 1, effect: 1, attitude: 1 };
        expect([key, ...says(key, { ...rated, state })]).toEqual([key, 0, 0]);
      }
    expect(says('declined', { state: 'declined' })).toEqual([1, 1]);
    expect(says('declined')).toEqual([1, 0]);
  });
});

const day = fc.option(fc.integer({ min: 1, max: 30 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`));
const moment = fc.option(fc.integer({ min: 1, max: 30 }).map((n) => `2026-11-${String(n).padStart(2, '0')}T00:00:00Z`));
const points = fc.option(fc.integer({ min: 1, max: 5 }));
const unit = fc.option(fc.constantFrom('a', 'b', 'c'));
const subject: fc.Arbitrary<Subject> = fc.record({
  state: fc.constantFrom(...STATES),
  category: fc.constantFrom('repair', 'care', ''),
  channel: fc.constant('desk'),
  ownerId: unit,
  gridId: unit,
  venueId: unit,
  submittedOn: fc.constant('2026-11-02'),
  respondBy: day,
  respondedOn: day,
  firstDeadlineOn: day,
  deadlineOn: day,
  finishedOn: day,
  firstFinishedOn: day,
  ratedOn: day,
  firstFinishedAt: moment,
  finishedAt: moment,
  speed: points,
  effect: points,
  attitude: points
});

describe('any items', () => {
  it('F9: what is above the line and the rest are what is below it; units add up to the whole', () => {
    fc.assert(
      fc.property(fc.array(subject, { maxLength: 30 }), fc.constantFrom(...METRIC_KEYS), (subjects, key) => {
        const metric = METRICS[key];
        const whole = tallyOf(metric, subjects, MONTH, TODAY);
        if (metric.kind === 'rate') {
          const about = subjects.filter((subject) => counted(metric, subject, MONTH, TODAY));
          const rest = about.filter((subject) => holds({ not: metric.hits }, subject, TODAY));
          expect(whole.n).toBe(about.length);
          expect(whole.sum + rest.length).toBe(whole.n);
        }
        for (const dimension of DIMENSIONS) {
          const sum = nothing();
          for (const tally of talliesBy(metric, dimension, subjects, MONTH, TODAY).values()) addTo(sum, tally);
          expect(sum).toEqual(whole);
        }
      })
    );
  });

  it('F7: every figure lies in its interval, and there is none of nothing', () => {
    fc.assert(
      fc.property(fc.array(subject, { maxLength: 30 }), fc.constantFrom(...METRIC_KEYS), (subjects, key) => {
        const figure = figureOf(METRICS[key], tallyOf(METRICS[key], subjects, MONTH, TODAY));
        expect(figure.value === null).toBe(figure.n === 0);
        expect(figure.few).toBe(figure.n < ENOUGH);
        if (figure.low === undefined || METRICS[key].kind === 'score') return;
        expect(figure.low).toBeLessThanOrEqual(figure.value!);
        expect(figure.high!).toBeGreaterThanOrEqual(figure.value!);
      })
    );
  });
});

describe('ranks', () => {
  const subject = (id: string, n: number, value: number) => ({
    of: id,
    figure: { key: 'completion' as const, n, value, hits: value * n, few: n < ENOUGH, low: 0, high: 1 }
  });

  it('F8: nobody leads with one item, what is nobody’s leads never, and equals share a rank', () => {
    const units = [
      subject('one', 1, 1),
      subject('a', 20, 0.8),
      subject('b', 12, 0.9),
      subject('c', 30, 0.8),
      subject('none', 40, 1),
      subject('d', 9, 1)
    ];
    expect(ranked(METRICS.completion, units).map((unit) => [unit.of, unit.rank])).toEqual([
      ...[
        ['b', 1],
        ['a', 2],
        ['c', 2]
      ],
      ...[
        ['d', null],
        ['one', null],
        ['none', null]
      ]
    ]);
    expect(ranked(METRICS.rework, units).map((unit) => unit.of)).toEqual(['a', 'c', 'b', 'd', 'one', 'none']);
    expect(ranked(METRICS.declined, units).every(({ rank }) => rank === null)).toBe(true);
  });
});
