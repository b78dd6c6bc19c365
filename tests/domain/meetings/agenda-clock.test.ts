import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftOver, stepClock, type Step } from '$lib/domain/meetings/agenda-clock';
import { countedAgain } from '$lib/domain/meetings/counted-again';

const BASE = Date.parse('2026-11-23T11:00:00.000Z');
const MINUTE = 60_000;
const at = (minutes: number) => new Date(BASE + minutes * MINUTE).toISOString();
const step = (more: Partial<Step> = {}): Step => ({
  id: 'one',
  minutes: 20,
  startedAt: at(0),
  endedAt: null,
  countedFrom: at(0),
  carried: false,
  ...more
});
const stateAfter = (minutes: number, planned = 20) =>
  stepClock(step({ minutes: planned }), true, BASE + minutes * MINUTE).state;

describe('the clock of an agenda item', () => {
  it('warns gently in the last fifth, and says when the time is over', () => {
    expect([10, 15, 16, 19, 20, 25].map((minutes) => stateAfter(minutes))).toEqual([
      ...['calm', 'calm', 'soon', 'soon', 'over', 'over']
    ]);
  });

  it('warns two minutes before the end where a fifth would be less', () => {
    expect([2, 3, 5].map((minutes) => stateAfter(minutes, 5))).toEqual(['calm', 'soon', 'over']);
  });

  it('never warns of an item without a time', () => {
    expect(stateAfter(500, 0)).toBe('calm');
  });

  it('stands still once the meeting has gone on', () => {
    const left = step({ endedAt: at(12) });
    expect(stepClock(left, false, BASE + 90 * MINUTE).elapsedMs).toBe(12 * MINUTE);
  });

  it('does not count the time the meeting was away, when it comes back', () => {
    const countedFrom = countedAgain(at(0), at(12), at(40));
    expect(stepClock(step({ countedFrom, endedAt: at(12) }), true, BASE + 45 * MINUTE).elapsedMs).toBe(17 * MINUTE);
  });

  it('has no negative time, whatever the moments say', () => {
    const moment = fc.option(fc.oneof(fc.integer({ min: -90, max: 90 }).map(at), fc.constant('some day')));
    fc.assert(
      fc.property(
        fc.record({
          id: fc.constant('one'),
          minutes: fc.integer({ min: -5, max: 500 }),
          carried: fc.boolean(),
          startedAt: moment,
          endedAt: moment,
          countedFrom: moment
        }),
        fc.boolean(),
        fc.integer({ min: -90, max: 90 }),
        (one, current, minute) => {
          const { elapsedMs, plannedMs, leftMs } = stepClock(one, current, BASE + minute * MINUTE);
          for (const ms of [elapsedMs, plannedMs, leftMs]) expect(ms).toBeGreaterThanOrEqual(0);
          expect(leftMs).toBeLessThanOrEqual(plannedMs);
        }
      )
    );
  });

  it('counts from a moment that is one, whatever it is given', () => {
    expect(countedAgain('some day', null, at(3))).toBe(at(3));
    expect(countedAgain(null, at(1), at(3))).toBe(at(3));
  });
});

describe('what is left over', () => {
  it('is what was not come to and what was put off, and not the item in hand', () => {
    const agenda = [
      step({ id: 'done', endedAt: at(5) }),
      step({ id: 'put off', carried: true }),
      step({ id: 'in hand', startedAt: null }),
      step({ id: 'not reached', startedAt: null })
    ];
    expect(leftOver(agenda, 'in hand').map(({ id }) => id)).toEqual(['put off', 'not reached']);
  });
});
