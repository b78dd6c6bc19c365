import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, itemNumber } from '$lib/domain/ledger/item-number';
import { daysOverdue, isOverdue } from '$lib/domain/ledger/overdue';
import { STATES } from '$lib/domain/ledger/state';

const TODAY = '2026-11-23';

describe('overdue', () => {
  it('O1: begins the day after the deadline, while somebody still owes', () => {
    expect(isOverdue({ state: 'handling', dueOn: '2026-11-22' }, TODAY)).toBe(true);
    expect(isOverdue({ state: 'handling', dueOn: TODAY }, TODAY)).toBe(false);
    expect(isOverdue({ state: 'handling', dueOn: null }, TODAY)).toBe(false);
  });

  it('O1, O2: stops with the promise, and while it is on hold', () => {
    const late = STATES.filter((state) => isOverdue({ state, dueOn: '2026-11-01' }, TODAY));
    expect(late).toEqual(['open', 'dispatched', 'handling']);
  });

  it('O3: stays on record after it is finished', () => {
    expect(daysOverdue({ state: 'rated', dueOn: '2026-11-01', finishedOn: '2026-11-04' }, TODAY)).toBe(3);
    expect(daysOverdue({ state: 'rated', dueOn: '2026-11-04', finishedOn: '2026-11-01' }, TODAY)).toBe(0);
    expect(daysOverdue({ state: 'open', dueOn: '2026-11-20', finishedOn: null }, TODAY)).toBe(3);
    expect(daysOverdue({ state: 'held', dueOn: '2026-11-20', finishedOn: null }, TODAY)).toBe(0);
    expect(daysOverdue({ state: 'open', dueOn: null, finishedOn: null }, TODAY)).toBe(0);
  });
});

describe('the number of an item', () => {
  it('N1: is year and count, and goes on past 9999', () => {
    expect(itemNumber(2026, 42)).toBe('2026-0042');
    expect(itemNumber(2026, 12345)).toBe('2026-12345');
    expect(countOf('2026-42')).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (count) => {
        expect(countOf(itemNumber(2026, count))).toBe(count);
      })
    );
  });
});
