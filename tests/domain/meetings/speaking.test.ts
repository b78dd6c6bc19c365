import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorAt, LONGEST_SPELL_MS, type Asking } from '$lib/domain/meetings/speaking';

const BASE = Date.parse('2026-11-23T11:00:00.000Z');
const at = (minutes: number) => new Date(BASE + minutes * 60_000).toISOString();
const ms = (minutes: number) => BASE + minutes * 60_000;

function asks(id: string, minute: number, more: Partial<Asking> = {}): Asking {
  return { id, name: id, askedAt: at(minute), order: null, spells: [], ...more };
}
const spoke = (start: number, end: number | null, id = `s${start}`) => [
  { id, start: at(start), end: end === null ? null : at(end) }
];
const order = (queue: Asking[], now = 60) => floorAt(queue, ms(now)).waiting.map(({ asking }) => asking.id);

describe('the queue of speakers', () => {
  it('goes by who asked first', () => {
    expect(order([asks('b', 2), asks('a', 3), asks('c', 1)])).toEqual(['c', 'b', 'a']);
  });

  it('lets who has not spoken yet go before who has, though he asked later', () => {
    const before = asks('1', 0, { name: '葛大爷', spells: spoke(1, 3) });
    expect(order([before, asks('again', 4, { name: ' 葛大爷 ' }), asks('new', 5)])).toEqual(['new', 'again']);
  });

  it('keeps a place set by hand before both', () => {
    const before = asks('1', 0, { name: '葛大爷', spells: spoke(1, 3) });
    expect(order([before, asks('again', 4, { name: '葛大爷', order: 'a0' }), asks('new', 5)])).toEqual([
      'again',
      'new'
    ]);
  });

  it('lets somebody wait on whose turn was taken back at once', () => {
    const slip = [{ id: 's', start: at(5), end: new Date(ms(5) + 2_000).toISOString() }];
    expect(order([asks('a', 1, { spells: slip }), asks('b', 2)])).toEqual(['a', 'b']);
  });
});

describe('who has the floor', () => {
  it('is who was given it last, and the one before is done then', () => {
    const floor = floorAt([asks('a', 0, { spells: spoke(1, null) }), asks('b', 0, { spells: spoke(3, null) })], ms(4));
    expect(floor.speaking).toMatchObject({ asking: { id: 'b' }, ms: 60_000 });
    expect(floor.done.map(({ id }) => id)).toEqual(['a']);
    expect(floor.shares).toEqual([
      { name: 'a', ms: 120_000, share: 2 / 3 },
      { name: 'b', ms: 60_000, share: 1 / 3 }
    ]);
  });

  it('is nobody any more when a clock was forgotten', () => {
    const floor = floorAt([asks('a', 0, { spells: spoke(0, null) })], ms(31));
    expect(floor.speaking).toBeNull();
    expect(floor.shares[0]!.ms).toBe(LONGEST_SPELL_MS);
  });

  it('gives a share of nothing when nobody has spoken', () => {
    expect(floorAt([asks('a', 0)], ms(1))).toMatchObject({ speaking: null, shares: [] });
  });
});

const moment = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -5, max: 90 }).map((minute) => at(minute)) },
  { weight: 1, arbitrary: fc.constant('some day') }
);
const queues = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(...'abcdefgh'),
    name: fc.constantFrom('葛大爷', ' 葛大爷', '小林', '3号楼'),
    askedAt: moment,
    order: fc.option(fc.constantFrom('a0', 'a1', 'Zz')),
    spells: fc.array(fc.record({ id: fc.constantFrom(...'xyz'), start: moment, end: fc.option(moment) }), {
      maxLength: 4
    })
  }),
  { selector: ({ id }) => id }
);

describe('whatever clocks and tablets did', () => {
  it('each who asked is speaking, waiting or done, and exactly one of them', () => {
    fc.assert(
      fc.property(queues, fc.integer({ min: -10, max: 120 }), (queue, minute) => {
        const { speaking, waiting, done } = floorAt(queue, ms(minute));
        const all = [...(speaking ? [speaking.asking.id] : []), ...waiting.map((one) => one.asking.id)];
        expect([...all, ...done.map(({ id }) => id)].sort()).toEqual(queue.map(({ id }) => id).sort());
      })
    );
  });

  it('no time is negative or longer than the longest spell allows, and the shares make a whole', () => {
    fc.assert(
      fc.property(queues, fc.integer({ min: -10, max: 120 }), (queue, minute) => {
        const { speaking, shares } = floorAt(queue, ms(minute));
        const spells = queue.reduce((sum, { spells }) => sum + spells.length, 0);
        expect(speaking?.ms ?? 0).toBeGreaterThanOrEqual(0);
        expect(speaking?.ms ?? 0).toBeLessThanOrEqual(LONGEST_SPELL_MS);
        for (const { ms, share } of shares) {
          expect(ms).toBeGreaterThan(0);
          expect(ms).toBeLessThanOrEqual(spells * LONGEST_SPELL_MS);
          expect(share).toBeGreaterThan(0);
        }
        if (shares.length) expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
      })
    );
  });

  it('the order does not depend on the order it was read in', () => {
    fc.assert(
      fc.property(queues, (queue) => {
        expect(order(queue.toReversed())).toEqual(order(queue));
      })
    );
  });
});
