import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekdayOf } from '$lib/domain/meetings/days';
import { pickBundle, type Waiting } from '$lib/domain/notices/bundle';
import type { Urgency } from '$lib/domain/notices/kind';
import { mayGo, USUAL_QUIET, type SendingRules } from '$lib/domain/notices/quiet';
import { nextSlot, noteSend, RATES, type ChannelKind } from '$lib/domain/notices/rate';
import { MOST_TRIES, retryAfter } from '$lib/domain/notices/retry';

const isWeekday = (day: string) => weekdayOf(day) < 6;

const rules: SendingRules = { timeZone: 'Asia/Shanghai', quiet: USUAL_QUIET, isWorkingDay: isWeekday, offset: 7 };
const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`);
const NOON = at('2026-11-23', '12:00');
const MINUTE = 60_000;
const row = (id: string, urgency: Urgency, nextAt = NOON, bundleId: string | null = null): Waiting => ({
  id,
  urgency,
  nextAt,
  bundleId
});

describe('what goes out as one message', () => {
  it('[B1] is all that is due, and what urgent still gathers; the morning keeps its own', () => {
    const rows = [
      row('due', 'soon'),
      row('gathers', 'soon', NOON + 2 * MINUTE),
      row('tomorrow', 'morning', NOON + 20 * 3600_000),
      row('from this morning', 'morning', NOON - MINUTE)
    ];
    expect(pickBundle(rows, NOON, rules)).toEqual({
      take: ['from this morning', 'due', 'gathers'],
      bundleId: null,
      later: []
    });
    expect(pickBundle([row('gathers', 'soon', NOON + 1)], NOON, rules).take).toEqual([]);
  });

  it('[B2] a message that was tried goes first, as it was', () => {
    const rows = [row('new', 'soon'), row('one', 'soon', NOON - 1, 'x'), row('two', 'soon', NOON - 1, 'x')];
    expect(pickBundle(rows, NOON, rules)).toMatchObject({ take: ['one', 'two'], bundleId: 'x' });
  });

  it('[B3] a test goes by itself, in the middle of the night', () => {
    const night = at('2026-11-28', '23:00');
    expect(pickBundle([row('a', 'soon', night), row('test', 'now', night)], night, rules)).toMatchObject({
      take: ['test']
    });
  });

  it('[B4] a program gets one thing at a time, at any hour', () => {
    const night = at('2026-11-28', '23:00');
    const rows = [row('a', 'morning', night - 2), row('b', 'soon', night - 1)];
    expect(pickBundle(rows, night, rules, true)).toEqual({ take: ['a'], bundleId: null, later: [] });
  });

  it('[N2] [N3] what was held up by a standstill keeps the hours', () => {
    const saturday = at('2026-11-28', '10:00');
    const rows = [row('letter', 'morning', saturday - 86_400_000), row('tried', 'morning', saturday - 1, 'x')];
    const { take, later } = pickBundle(rows, saturday, rules);
    expect(take).toEqual([]);
    expect(later.map(({ id, at: when }) => [id, new Date(when).toISOString()])).toEqual([
      ['tried', '2026-11-30T00:07:00.000Z'],
      ['letter', '2026-11-30T00:07:00.000Z']
    ]);
  });

  it('[B1] played minute by minute, everything goes out once and never at a forbidden hour', () => {
    const urgency = fc.constantFrom<Urgency>('now', 'soon', 'morning');
    const arrival = fc.record({ urgency, nextAt: fc.integer({ min: NOON, max: NOON + 4 * 86_400_000 }) });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 30 }), (arrivals) => {
        let waiting = arrivals.map((one, n) => ({ ...one, id: String(n), bundleId: null as string | null }));
        const sent: string[] = [];
        for (let now = NOON; now < NOON + 8 * 86_400_000 && waiting.length; now += 11 * MINUTE) {
          const { take, later } = pickBundle(waiting, now, rules);
          for (const { id, at: when } of later) waiting.find((one) => one.id === id)!.nextAt = when;
          const gone = waiting.filter((one) => take.includes(one.id));
          for (const one of gone) expect(mayGo(one.urgency, now, rules)).toBe(true);
          sent.push(...take);
          waiting = waiting.filter((one) => !take.includes(one.id));
        }
        expect(sent.sort()).toEqual(arrivals.map((_, n) => String(n)).sort());
      }),
      { numRuns: 40 }
    );
  });
});

describe('trying again', () => {
  it('[R1] waits longer each time, up to six hours, and ends', () => {
    const waits = Array.from({ length: MOST_TRIES - 1 }, (_, n) => retryAfter(n + 1, 0.5) / 1000);
    expect(waits).toEqual([30, 120, 480, 1920, 7680, 21600, 21600]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, jitter) => {
        const plain = retryAfter(tries, 0.5);
        expect(Math.abs(retryAfter(tries, jitter) - plain)).toBeLessThanOrEqual(plain * 0.2 + 1);
      })
    );
  });

  it('[R2] waits what it is asked to, up to six hours', () => {
    expect(retryAfter(1, 0.5, 600_000)).toBe(600_000);
    expect(retryAfter(1, 0.5, 9e12)).toBe(6 * 3600_000);
  });
});

describe('[R3] the measure of a robot', () => {
  it('is kept in every span of time, whenever somebody wants to send', () => {
    const kind = fc.constantFrom<ChannelKind>('wecom', 'dingtalk', 'feishu', 'email', 'webhook');
    fc.assert(
      fc.property(kind, fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }), (channel, gaps) => {
        let now = NOON;
        let sends: number[] = [];
        const all: number[] = [];
        for (const gap of gaps) {
          now = nextSlot(channel, sends, now + gap);
          sends = noteSend(sends, now);
          all.push(now);
        }
        for (const { most, perMs } of RATES[channel])
          all.forEach((last, n) => {
            const first = all[n - most];
            if (first !== undefined) expect(last - first).toBeGreaterThan(perMs);
          });
      })
    );
  });

  it('lets a first message go at once', () => {
    expect(nextSlot('wecom', [], NOON)).toBe(NOON);
    const burst = Array.from({ length: 20 }, () => NOON);
    expect(nextSlot('wecom', burst, NOON)).toBe(NOON + MINUTE + 1);
    expect(nextSlot('feishu', [NOON, NOON, NOON, NOON, NOON], NOON)).toBe(NOON + 1_001);
  });
});
