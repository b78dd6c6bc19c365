import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SORT_KEYS, usualOrder } from '$lib/domain/ledger/list-order';
import { columnsFrom, USUAL } from '$lib/features/ledger/list/columns';
import {
  addressOf,
  filterFrom,
  FLAGS,
  freed,
  kept,
  LAYOUTS,
  narrowedBy,
  SINGLE
} from '$lib/features/ledger/list/filter';

const read = (address: string) => filterFrom(new URL(address, 'https://stool.example.org').searchParams);

describe('the ledger’s filter', () => {
  it('stands in the address whole, so that a link shows the same list', () => {
    const word = fc
      .string({ unit: fc.constantFrom('路', '灯', '&', '=', ' ', 'a', '%', '+') })
      .map((text) => text.trim());
    const filter = fc.record({
      ...(Object.fromEntries(SINGLE.map((name) => [name, word])) as Record<(typeof SINGLE)[number], typeof word>),
      ...(Object.fromEntries(FLAGS.map((name) => [name, fc.boolean()])) as Record<
        (typeof FLAGS)[number],
        fc.Arbitrary<boolean>
      >),
      state: fc.uniqueArray(word.filter(Boolean), { maxLength: 4 }),
      sort: fc.option(fc.record({ by: fc.constantFrom(...SORT_KEYS), desc: fc.boolean() })),
      as: fc.constantFrom(...LAYOUTS),
      on: word
    });
    fc.assert(
      fc.property(filter, (wished) => {
        expect(read(addressOf(wished))).toEqual(wished);
      })
    );
  });

  it('keeps the address plain where nothing narrows the list', () => {
    const nothing = read('/ledger');
    expect(addressOf(nothing)).toBe('/ledger');
    expect(narrowedBy(nothing)).toBe(0);
    expect(addressOf({ ...nothing, sort: usualOrder('deadline') })).toBe('/ledger?sort=deadline');
  });

  it('starts a new filter at the first page and goes on at the cursor otherwise', () => {
    const overdue = read('/ledger?overdue=1&cursor=abc');
    expect(addressOf(overdue)).toBe('/ledger?overdue=1');
    expect(addressOf(overdue, 'abc')).toBe('/ledger?overdue=1&cursor=abc');
    expect(narrowedBy(overdue)).toBe(1);
  });

  it('is freed without changing how the list is sorted and shown, and kept without the month that was looked at', () => {
    const filter = read('/ledger?q=灯&state=open&state=held&sort=level&as=calendar&on=2026-12');
    expect(narrowedBy(filter)).toBe(2);
    expect(addressOf(freed(filter))).toBe('/ledger?sort=level&as=calendar&on=2026-12');
    expect(read(`/ledger?${kept(filter)}`)).toEqual({ ...filter, on: '' });
    expect(kept(read('/ledger'))).toBe('');
  });
});

describe('the columns', () => {
  it('are the usual ones until somebody chooses, and never one that is not there', () => {
    expect(columnsFrom(undefined)).toEqual(USUAL);
    expect(columnsFrom('')).toEqual([]);
    expect(columnsFrom('due.nothing.state')).toEqual(['state', 'due']);
  });
});
