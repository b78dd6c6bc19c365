import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankPlaces, type PlaceNow } from '$lib/domain/meetings/where-next';

const place = fc
  .record({
    owed: fc.nat(30),
    late: fc.nat(30),
    voices: fc.nat(30),
    daysSince: fc.option(fc.nat(400)),
    plannedAt: fc.option(fc.constant('2026-12-01T10:30:00.000Z'), { freq: 5 }),
    name: fc.constantFrom('3号楼门前', '老槐树下', '9号楼小广场')
  })
  .map(({ late, ...rest }) => ({ ...rest, overdue: Math.min(late, rest.owed) }));
const places = fc.array(place, { maxLength: 12 }).map((list) => list.map((one, n) => ({ id: `v${n}`, ...one })));
const at = (id: string, ranked: readonly { id: string }[]) => ranked.findIndex((one) => one.id === id);

describe('P1 where to sit next', () => {
  it('is the same places, each once, in an order that does not hang on how they were given', () => {
    fc.assert(
      fc.property(places, (list) => {
        const ranked = rankPlaces(list).map(({ id }) => id);
        expect([...ranked].sort()).toEqual(list.map(({ id }) => id).sort());
        expect(rankPlaces([...list].reverse()).map(({ id }) => id)).toEqual(ranked);
      })
    );
  });

  it('never moves a place down because more is owed, more is late, more was said, or nobody sat there for longer', () => {
    const more = fc.constantFrom<(one: PlaceNow) => Partial<PlaceNow>>(
      (one) => ({ owed: one.owed + 1 }),
      (one) => ({ owed: one.owed + 1, overdue: one.overdue + 1 }),
      (one) => ({ overdue: Math.min(one.owed, one.overdue + 1) }),
      (one) => ({ voices: one.voices + 1 }),
      (one) => ({ daysSince: one.daysSince === null ? null : one.daysSince + 7 })
    );
    fc.assert(
      fc.property(places, fc.nat(11), more, (list, n, change) => {
        const one = list[n % Math.max(1, list.length)];
        if (!one) return;
        const changed = list.map((other) => (other.id === one.id ? { ...other, ...change(other) } : other));
        expect(at(one.id, rankPlaces(changed))).toBeLessThanOrEqual(at(one.id, rankPlaces(list)));
      })
    );
  });

  it('comes after all others where a meeting is planned already', () => {
    fc.assert(
      fc.property(places, (list) => {
        const planned = rankPlaces(list).map((one) => one.plannedAt !== null);
        expect(planned).toEqual([...planned].sort());
      })
    );
  });

  it('says why, the weightiest first, and nothing that does not count', () => {
    const [first] = rankPlaces([
      { id: 'v', name: '3号楼门前', owed: 5, overdue: 2, voices: 1, daysSince: 14, plannedAt: null }
    ]);
    expect(first!.reasons).toEqual([
      { why: 'overdue', n: 2 },
      { why: 'owed', n: 3 },
      { why: 'days', n: 14 },
      { why: 'voices', n: 1 }
    ]);
    const [quiet] = rankPlaces([
      { id: 'v', name: '门前', owed: 0, overdue: 0, voices: 0, daysSince: 0, plannedAt: null }
    ]);
    expect(quiet!.reasons).toEqual([]);
    expect(
      rankPlaces([{ id: 'v', name: '门前', owed: 0, overdue: 0, voices: 0, daysSince: null, plannedAt: null }])[0]!
        .reasons
    ).toEqual([{ why: 'never' }]);
  });
});
