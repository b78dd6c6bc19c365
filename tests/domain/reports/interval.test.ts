import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianRank, scoreInterval, wilson } from '$lib/domain/reports/interval';

const to3 = ({ low, high }: { low: number; high: number }) => [Number(low.toFixed(3)), Number(high.toFixed(3))];

/** P(at most k of n), each with one half. */
function atMost(k: number, n: number): number {
  let [term, sum] = [2 ** -n, 0];
  for (let i = 0; i <= k; i++) {
    sum += term;
    term = (term * (n - i)) / (i + 1);
  }
  return sum;
}

describe('intervals', () => {
  it('F7: Wilson’s are those of the published examples', () => {
    // R. G. Newcombe, Statistics in Medicine 17, 1998, 857–872, table I, method 3.
    expect(wilson(81, 263)).toMatchObject({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) });
    expect(wilson(15, 148)).toMatchObject({ low: expect.closeTo(0.0624, 4), high: expect.closeTo(0.1605, 4) });
    expect(wilson(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(wilson(1, 29)).toMatchObject({ low: expect.closeTo(0.0061, 4), high: expect.closeTo(0.1718, 4) });
  });

  it('F7: few of few are no certainty', () => {
    expect(to3(wilson(3, 3))).toEqual([0.439, 1]);
    expect(to3(scoreInterval(5, 3))).toEqual([2.754, 5]);
    expect(to3(scoreInterval(5, 300))[0]).toBeGreaterThan(4.9);
  });

  it('F7: hold the rate, stay within 0 and 1, and grow narrower with the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (n, some) => {
        const hits = some % (n + 1);
        const { low, high } = wilson(hits, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(hits / n);
        expect(high).toBeGreaterThanOrEqual(hits / n);
        const more = wilson(hits * 2, n * 2);
        expect(more.high - more.low).toBeLessThan(high - low);
        const other = wilson(n - hits, n);
        expect(other.low).toBeCloseTo(1 - high, 10);
      })
    );
  });

  it('F7: the ranks about a median hold 95 %, and the next ones inwards do not', () => {
    expect([5, 6, 9, 25, 100].map(medianRank)).toEqual([null, 1, 2, 8, 40]);
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 1000 }), (n) => {
        const rank = medianRank(n)!;
        expect(1 - 2 * atMost(rank - 1, n)).toBeGreaterThanOrEqual(0.95 - 1e-9);
        expect(1 - 2 * atMost(rank, n)).toBeLessThan(0.95);
      })
    );
    // Where the approximation takes over nothing jumps.
    expect(Math.abs(medianRank(1001)! - medianRank(1000)!)).toBeLessThanOrEqual(1);
  });
});
