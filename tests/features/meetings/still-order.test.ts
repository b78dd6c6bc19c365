import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stillOrder } from '$lib/features/meetings/stool/issues/still-order';

describe('the order of a list that is being written in', () => {
  it('follows the wanted order while nobody is in it', () => {
    expect(stillOrder(['a', 'b', 'c'], ['c', 'a', 'b'], false)).toEqual(['c', 'a', 'b']);
  });

  it('stays as it is while a field in it has the caret', () => {
    expect(stillOrder(['a', 'b', 'c'], ['c', 'a', 'b'], true)).toEqual(['a', 'b', 'c']);
  });

  it('puts what is new after its predecessor and lets what was removed go', () => {
    expect(stillOrder(['a', 'b', 'c'], ['new', 'a', 'c', 'later'], true)).toEqual(['new', 'a', 'c', 'later']);
  });

  it('gives the same list back when nothing changed, so that nothing is drawn', () => {
    const shown = ['a', 'b'];
    expect(stillOrder(shown, ['a', 'b'], false)).toBe(shown);
    expect(stillOrder(shown, ['b', 'a'], true)).toBe(shown);
  });

  it('always shows exactly what there is, and never swaps two lines that stood', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 12 }).map(String));
    fc.assert(
      fc.property(ids, ids, (shown, wanted) => {
        const held = stillOrder(shown, wanted, true);
        expect([...held].sort()).toEqual([...wanted].sort());
        const stood = held.filter((id) => shown.includes(id));
        expect(stood).toEqual(shown.filter((id) => wanted.includes(id)));
      })
    );
  });
});
