import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, filterFrom, narrowedBy } from '$lib/features/ledger/list/filter';

const read = (address: string) => filterFrom(new URL(address, 'https://stool.example.org').searchParams);

describe('the ledger’s filter', () => {
  it('stands in the address whole, so that a link shows the same list', () => {
    const word = fc
      .string({ unit: fc.constantFrom('路', '灯', '&', '=', ' ', 'a', '%', '+') })
      .map((text) => text.trim());
    const filter = fc.record({
      q: word,
      state: word,
      category: word,
      owner: word,
      venue: word,
      overdue: fc.boolean()
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
  });

  it('starts a new filter at the first page and goes on at the cursor otherwise', () => {
    const overdue = read('/ledger?overdue=1&cursor=abc');
    expect(addressOf(overdue)).toBe('/ledger?overdue=1');
    expect(addressOf(overdue, 'abc')).toBe('/ledger?overdue=1&cursor=abc');
    expect(narrowedBy(overdue)).toBe(1);
  });
});
