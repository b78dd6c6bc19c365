import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_ANNOUNCED, type WorkCalendar } from '$lib/domain/calendar/work-calendar';
import { recalculated, withDays, type Counting } from '$lib/domain/ledger/clock';
import { goesUp, readLedgerSettings, STANDARD } from '$lib/domain/ledger/ledger-settings';
import { FRESH, type Standing } from '$lib/domain/ledger/item-state';
import { after } from '$lib/domain/ledger/transitions';
import { addDays } from '$lib/domain/meetings/days';

/** A week off from Monday 4 January 2027 on, and Saturday 9 January worked. */
const ANNOUNCED: WorkCalendar = {
  announced: [2026, 2027],
  off: Object.fromEntries(['04', '05', '06', '07', '08'].map((date) => [`2027-01-${date}`, '假'])),
  work: { '2027-01-09': '假' }
};
const counting = (over: Partial<Counting> = {}): Counting => ({
  rules: STANDARD,
  calendar: NOTHING_ANNOUNCED,
  today: '2026-12-31',
  submittedOn: '2026-12-31',
  tier: 'simple',
  dayOf: (moment) => moment.slice(0, 10),
  ...over
});

describe('the clock of an item', () => {
  it('C1: its limit is so many working days after its submission, by tier', () => {
    expect(withDays(null, 'open', {}, counting())).toMatchObject({ limitOn: '2027-01-04' });
    expect(withDays(null, 'open', {}, counting({ tier: 'standard' }))).toMatchObject({ limitOn: '2027-01-07' });
    expect(withDays(null, 'open', {}, counting({ calendar: ANNOUNCED }))).toMatchObject({ limitOn: '2027-01-09' });
  });

  it('C4: the meeting’s word is the first promise, whatever day the dispatch names', () => {
    const said = withDays(null, 'open', { dueOn: '2027-01-05' }, counting());
    const opened = after(null, 'open', 'open', said, '2026-12-31T01:00:00Z');
    expect(opened.firstDueOn).toBe('2027-01-05');
    // A tablet that puts right what was said moves it; an extension does not.
    const put = after(opened, 'amend', 'open', { dueOn: '2027-01-06' }, '2026-12-31T02:00:00Z');
    expect(put.firstDueOn).toBe('2027-01-06');
    const sent = withDays(put, 'dispatch', { ownerId: 'a', dueOn: '2027-02-01' }, counting());
    const dispatched = after(put, 'dispatch', 'dispatched', sent, '2026-12-31T03:00:00Z');
    expect(dispatched).toMatchObject({ dueOn: '2027-02-01', firstDueOn: '2027-01-06' });
    const again = after(dispatched, 'amend', 'dispatched', { dueOn: '2027-03-01' }, '2027-01-01T00:00:00Z');
    expect(again.firstDueOn).toBe('2027-01-06');
    // An import that says another day after the dispatch is no correction.
    const kept = after(
      { ...dispatched, dueOn: '2027-01-06' },
      'amend',
      'dispatched',
      { dueOn: '2027-03-01' },
      '2027-01-01T00:00:00Z'
    );
    expect(kept).toMatchObject({ dueOn: '2027-03-01', firstDueOn: '2027-01-06' });
  });

  it('C4: a limit that was over before anybody promised is not wiped away by a late promise, nor by what a caller says', () => {
    const opened = after(null, 'open', 'open', withDays(null, 'open', {}, counting()), '2026-12-31T01:00:00Z');
    const late = counting({ today: '2027-01-05' });
    const given = { ownerId: 'a', dueOn: '2027-01-20', firstDueOn: '2027-09-09' };
    const input = withDays(opened, 'dispatch', given, late);
    expect(input.firstDueOn).toBe('2027-01-04');
    expect(after(opened, 'dispatch', 'dispatched', input, '2027-01-05T01:00:00Z')).toMatchObject({
      dueOn: '2027-01-20',
      firstDueOn: '2027-01-04'
    });
    expect(withDays(opened, 'dispatch', given, counting()).firstDueOn).toBeUndefined();
  });

  it('C6: the first answer is due so many working days after the submission, and is counted again while it is owed', () => {
    const opened = after(null, 'open', 'open', withDays(null, 'open', {}, counting()), '2026-12-31T01:00:00Z');
    expect(opened.respondBy).toBe('2027-01-01');
    const announced = counting({ calendar: { ...ANNOUNCED, off: { ...ANNOUNCED.off, '2027-01-01': '元旦' } } });
    expect(recalculated(opened, announced)).toMatchObject({ respondBy: '2027-01-09' });
    expect(withDays(null, 'open', {}, counting({ today: '2027-01-02' })).respondBy).toBeUndefined();
    const answered = after(opened, 'decline', 'declined', {}, '2026-12-31T05:00:00Z');
    expect(recalculated(answered, announced)).not.toHaveProperty('respondBy');
    expect(answered.respondedAt).toBe('2026-12-31T05:00:00Z');
  });

  it('C5: a limit, a day of acceptance and “within 5 working days” are counted again, a named date is not', () => {
    const within = { from: '2026-12-31', days: 5 };
    const opened = after(null, 'open', 'open', withDays(null, 'open', {}, counting()), '2026-12-31T01:00:00Z');
    const input = withDays(opened, 'dispatch', { ownerId: 'a', dueWithin: within }, counting());
    expect(input).toMatchObject({ dueOn: '2027-01-07', acceptBy: '2027-01-01' });
    const stands = after(opened, 'dispatch', 'dispatched', input, '2026-12-31T02:00:00Z');
    const announced = counting({ calendar: ANNOUNCED });
    const again = recalculated(stands, announced)!;
    expect(again).toEqual({ limitOn: '2027-01-09', dueOn: '2027-01-13', dueWithin: within });
    const moved = after(stands, 'recalculate', 'dispatched', again, '2027-01-02T00:00:00Z');
    expect(recalculated(moved, announced)).toBeNull();
    const named = after(stands, 'extend', 'dispatched', { dueOn: '2027-01-06' }, '2026-12-31T03:00:00Z');
    expect(recalculated(named, announced)).toEqual({ limitOn: '2027-01-09' });
  });

  it('C3: a hold of any length moves the deadline by just as many working days, and never back', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (due, held) => {
        const dueOn = addDays('2026-12-01', due);
        const stands: Standing = { ...FRESH, state: 'held', dueOn, limitOn: dueOn, heldSince: '2026-12-10T00:00:00Z' };
        const input = withDays(
          stands,
          'resume',
          {},
          counting({ today: addDays('2026-12-10', held), calendar: ANNOUNCED })
        );
        expect((input.dueOn ?? dueOn) >= dueOn).toBe(true);
        expect(input.heldDays).toBeLessThanOrEqual(held);
      })
    );
  });
});

describe('the rules of a community', () => {
  it('are the standard where nothing that fits is set', () => {
    for (const unfit of [undefined, null, 7, 'x', [], { limits: { simple: 0, complex: 'long' }, ladder: [9, 2] }])
      expect(readLedgerSettings(unfit)).toEqual(STANDARD);
    expect(readLedgerSettings({ limits: { simple: 3 }, ladder: [2, 8], escalateAfter: 2 })).toEqual({
      ...STANDARD,
      limits: { ...STANDARD.limits, simple: 3 },
      ladder: [2, 8],
      escalateAfter: 2
    });
  });

  it('E2: take an item up after each so many returns and reworks, not in between', () => {
    const up = [0, 1, 2, 3, 4, 5, 6].filter((reworks) => goesUp({ returns: 0, reworks }, STANDARD));
    expect(up).toEqual([3, 6]);
  });
});
