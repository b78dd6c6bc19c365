import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayKind, type WorkCalendar } from '$lib/domain/calendar/work-calendar';
import {
  chasedNow,
  chasesDue,
  justChased,
  morningHasCome,
  tooFarOff,
  type Chasable,
  type Morning
} from '$lib/domain/ledger/chasing';
import { isOverdue } from '$lib/domain/ledger/overdue';
import { STANDARD } from '$lib/domain/ledger/ledger-settings';
import { deadlineOf } from '$lib/domain/ledger/item-state';
import { LIVE, STATES } from '$lib/domain/ledger/state';
import { addDays } from '$lib/domain/meetings/days';

/** Thursday 1 and Friday 2 October off, Saturday 10 worked. */
const CALENDAR: WorkCalendar = {
  announced: [2026],
  off: { '2026-10-01': '国庆节', '2026-10-02': '国庆节' },
  work: { '2026-10-10': '国庆节' }
};
const on = (today: string, over: Partial<Morning> = {}): Morning => ({
  rules: STANDARD,
  calendar: CALENDAR,
  today,
  ...over
});
const anItem = (over: Partial<Chasable> = {}): Chasable => ({
  state: 'handling',
  ownerId: 'property',
  dueOn: '2026-09-30',
  limitOn: '2026-09-24',
  acceptBy: null,
  reviewOn: null,
  level: 0,
  parts: {},
  asked: null,
  askedOn: null,
  ...over
});
const said = (over: Partial<Chasable>, today: string) =>
  chasesDue(anItem(over), on(today)).chases.map(({ kind, to, days }) => [
    kind,
    typeof to === 'string' ? to : to.partyId,
    days
  ]);

describe('chasing', () => {
  it('[K1] reminds the owner a working day before, across a holiday and not on a day off', () => {
    const item = { dueOn: '2026-10-05' };
    expect(said(item, '2026-09-29')).toEqual([]);
    expect(said(item, '2026-09-30')).toEqual([['due-soon', 'property', 1]]);
    expect(said(item, '2026-10-01')).toEqual([]);
    expect(said(item, '2026-10-05')).toEqual([['due-soon', 'property', 0]]);
    const { chases } = chasesDue(anItem(item), on('2026-09-30'));
    expect(chasesDue(anItem(item), on('2026-10-05')).chases[0]!.occasion).toBe(chases[0]!.occasion);
  });

  it('[K1] begins at 08:30 on working days, make-up Saturdays among them', () => {
    expect(morningHasCome(CALENDAR, '2026-09-30', '08:29')).toBe(false);
    expect(morningHasCome(CALENDAR, '2026-09-30', '08:30')).toBe(true);
    expect(morningHasCome(CALENDAR, '2026-10-02', '09:00')).toBe(false);
    expect(morningHasCome(CALENDAR, '2026-10-04', '09:00')).toBe(false);
    expect(morningHasCome(CALENDAR, '2026-10-10', '09:00')).toBe(true);
  });

  it('[K2] late, it goes up by the ladder in working days', () => {
    expect(said({}, '2026-10-05')).toEqual([
      ['overdue', 'property', 1],
      ['escalated', 'office', 1]
    ]);
    expect(chasesDue(anItem(), on('2026-10-05')).level).toBe(1);
    expect(said({}, '2026-10-09')).toEqual([
      ['overdue', 'property', 5],
      ['escalated', 'office', 5],
      ['escalated', 'secretary', 5]
    ]);
    expect(chasesDue(anItem(), on('2026-10-09')).level).toBe(2);
    expect(chasesDue(anItem({ level: 2 }), on('2026-10-05')).level).toBe(2);
    const lenient = { ...STANDARD, ladder: [3, 10] as const };
    expect(chasesDue(anItem(), on('2026-10-06', { rules: lenient }))).toMatchObject({ level: 0 });
  });

  it('[K2] is said on the first day, again after every five, and anew after an extension', () => {
    const occasion = (today: string, over: Partial<Chasable> = {}) =>
      chasesDue(anItem(over), on(today)).chases[0]!.occasion;
    const first = occasion('2026-10-05');
    for (const today of ['2026-10-06', '2026-10-09']) expect(occasion(today)).toBe(first);
    // Saturday the 10th is worked: the sixth day.
    const second = occasion('2026-10-10');
    expect(second).not.toBe(first);
    expect(occasion('2026-10-15')).toBe(second);
    expect(occasion('2026-10-16')).not.toBe(second);
    expect(occasion('2026-10-09', { dueOn: '2026-10-08' })).not.toBe(first);
  });

  it.each<[string, Partial<Chasable>]>([
    ['never dispatched', { state: 'open', ownerId: null, dueOn: null, limitOn: '2026-09-30' }],
    ['opened again, its owner on record', { state: 'open' }],
    ['dispatched to somebody who is gone', { ownerId: null }]
  ])('[K3] what nobody owns goes to the office and up: %s', (_, over) => {
    expect(said(over, '2026-09-29')).toEqual([['due-soon', 'office', 1]]);
    expect(said(over, '2026-10-05')).toEqual([['overdue', 'office', 1]]);
    expect(chasesDue(anItem(over), on('2026-10-05')).level).toBe(1);
    expect(said(over, '2026-10-09')).toEqual([
      ['overdue', 'office', 5],
      ['escalated', 'secretary', 5]
    ]);
  });

  it('[K4] not accepted by its day: owner and office, until it is late as a whole', () => {
    const item: Partial<Chasable> = { state: 'dispatched', acceptBy: '2026-09-22', dueOn: '2026-09-25' };
    expect(said(item, '2026-09-22')).toEqual([]);
    expect(said(item, '2026-09-23')).toEqual([
      ['not-accepted', 'property', 1],
      ['not-accepted', 'office', 1]
    ]);
    expect(said(item, '2026-09-28').map(([kind]) => kind)).toEqual(['overdue', 'escalated']);
    expect(said({ ...item, state: 'handling' }, '2026-09-23')).toEqual([]);
  });

  it('[K4] a part past its own day or the whole’s: its partner and the office; given back, the office', () => {
    const part = (state: 'asked' | 'accepted' | 'returned' | 'done' | 'released', dueOn: string | null) =>
      said({ dueOn: '2026-10-12', parts: { fire: { task: '验收', dueOn, state } } }, '2026-09-30');
    const both = [
      ['part-due', 'fire', 1],
      ['part-due', 'office', 1]
    ];
    expect(part('asked', '2026-09-29')).toEqual(both);
    expect(part('accepted', '2026-09-29')).toEqual(both);
    expect(part('returned', '2026-09-29')).toEqual([['part-due', 'office', 1]]);
    for (const over of ['done', 'released'] as const) expect(part(over, '2026-09-29')).toEqual([]);
    expect(part('asked', '2026-09-30')).toEqual([]);
    expect(part('asked', null)).toEqual([]);
    const parts = { fire: { task: '验收', dueOn: null, state: 'asked' as const } };
    expect(said({ parts }, '2026-10-05')).toContainEqual(['part-due', 'fire', 1]);
    expect(said({ parts, state: 'held' }, '2026-10-05')).toEqual([]);
  });

  it('[K5] a hold from its day on, and a question without an answer for more than a working day', () => {
    const held: Partial<Chasable> = { state: 'held', reviewOn: '2026-10-01' };
    expect(said(held, '2026-09-30')).toEqual([]);
    expect(said(held, '2026-10-05')).toEqual([['review-due', 'office', 1]]);
    const asked = { what: 'extend' as const, day: '2026-10-20', reason: '等配件' };
    const item = { dueOn: '2026-10-20', asked, askedOn: '2026-09-29' };
    expect(said(item, '2026-09-30')).toEqual([]);
    expect(said(item, '2026-10-05')).toEqual([['ask-waits', 'office', 1]]);
    expect(said({ ...item, askedOn: null, asked: null }, '2026-10-05')).toEqual([]);
  });

  it('[K6] reaches whoever owes something, the office where nobody does; and not twice in a row without a word', () => {
    const parts = {
      fire: { task: '', dueOn: null, state: 'asked' as const },
      water: { task: '', dueOn: null, state: 'done' as const }
    };
    expect(chasedNow(anItem({ parts }))).toEqual([{ partyId: 'property' }, { partyId: 'fire' }]);
    expect(chasedNow(anItem({ state: 'open' }))).toEqual(['office']);
    const chasedAt = '2026-09-30T01:00:00.000Z';
    expect(justChased({ chasedAt: null }, '', chasedAt)).toBe(false);
    expect(justChased({ chasedAt }, ' ', '2026-09-30T04:59:59.999Z')).toBe(true);
    expect(justChased({ chasedAt }, '又漏水了', '2026-09-30T02:00:00.000Z')).toBe(false);
    expect(justChased({ chasedAt }, '', '2026-09-30T05:00:00.000Z')).toBe(false);
  });

  const day = fc.integer({ min: 0, max: 120 }).map((n) => addDays('2026-08-01', n));
  const orNone = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
  const anything: fc.Arbitrary<Chasable> = fc.record({
    state: fc.constantFrom(...STATES),
    ownerId: orNone(fc.constantFrom('property', 'fire')),
    dueOn: orNone(day),
    limitOn: orNone(day),
    acceptBy: orNone(day),
    reviewOn: orNone(day),
    level: fc.integer({ min: 0, max: 2 }),
    parts: fc.dictionary(
      fc.constantFrom('fire', 'water'),
      fc.record({
        task: fc.constant(''),
        dueOn: orNone(day),
        state: fc.constantFrom('asked', 'accepted', 'returned', 'done', 'released')
      })
    ),
    asked: orNone(fc.constant({ what: 'extend' as const, day: '2026-12-01', reason: '' })),
    askedOn: orNone(day)
  });

  it('[K14] whatever stands in an item: what is over is left alone, nothing comes down, a day off is quiet', () => {
    fc.assert(
      fc.property(anything, day, (item, today) => {
        const { chases, level } = chasesDue(item, on(today));
        expect(level).toBeGreaterThanOrEqual(item.level);
        expect(level).toBeLessThanOrEqual(2);
        if (!LIVE.includes(item.state) || !dayKind(CALENDAR, today).working) {
          expect(chases).toEqual([]);
          expect(level).toBe(item.level);
        }
        if (item.state === 'held') for (const { kind } of chases) expect(['review-due', 'ask-waits']).toContain(kind);
        const keys = chases.map(({ kind, to, occasion }) => JSON.stringify([kind, to, occasion]));
        expect(new Set(keys).size).toBe(keys.length);
      })
    );
  });

  it('[K3] whatever stands in an item: what is late somebody hears of; a day too far off nobody', () => {
    fc.assert(
      fc.property(anything, day, (item, today) => {
        fc.pre(dayKind(CALENDAR, today).working);
        const kinds = chasesDue(item, on(today)).chases.map(({ kind }) => kind);
        expect(kinds.includes('overdue')).toBe(isOverdue(item, today));
        const deadline = deadlineOf(item);
        if (deadline !== null && deadline >= tooFarOff(on(today))) expect(kinds).not.toContain('due-soon');
      })
    );
  });
});
