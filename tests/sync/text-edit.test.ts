import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { caretAfter, editBetween, originsAfter, placeNow, rebase, type Delta } from '$lib/sync/text-edit';

const words = fc.string({ unit: fc.constantFrom('a', 'b', '灯', '亮', '😀', '👵🏻', '\n'), maxLength: 12 });

/** Random edits of another tablet, as Yjs would tell them. */
const edits = fc.array(fc.record({ at: fc.nat(30), remove: fc.nat(4), insert: words }), { maxLength: 4 });

function editOthers(text: Y.Text, list: { at: number; remove: number; insert: string }[]): Delta[] {
  const deltas: Delta[] = [];
  const listen = (event: Y.YTextEvent) => deltas.push(event.delta as Delta);
  text.observe(listen);
  for (const { at, remove, insert } of list) {
    const characters = [...text.toString()];
    const from = characters.slice(0, at % (characters.length + 1)).join('').length;
    const gone = characters
      .slice(at % (characters.length + 1))
      .slice(0, remove)
      .join('').length;
    text.doc!.transact(() => {
      if (gone) text.delete(from, gone);
      if (insert) text.insert(from, insert);
    });
  }
  text.unobserve(listen);
  return deltas;
}

describe('the edit between two texts', () => {
  it('leads from the one to the other and never cuts a character in two', () => {
    fc.assert(
      fc.property(words, words, words, words, (head, removed, inserted, tail) => {
        const [before, after] = [head + removed + tail, head + inserted + tail];
        const edit = editBetween(before, after, head.length + inserted.length);
        if (!edit) return before === after;
        const { index, remove, insert } = edit;
        expect(before.slice(0, index) + insert + before.slice(index + remove)).toBe(after);
        for (const part of [before.slice(0, index), insert, before.slice(index + remove)])
          expect(part.isWellFormed?.() ?? !/[\ud800-\udbff](?![\udc00-\udfff])/.test(part)).toBe(true);
        return true;
      }),
      { numRuns: 500 }
    );
  });

  it('ends at the caret where the letters alone could not tell', () => {
    expect(editBetween('aa', 'aaa', 1)).toEqual({ index: 0, remove: 0, insert: 'a' });
    expect(editBetween('aa', 'aaa', 3)).toEqual({ index: 2, remove: 0, insert: 'a' });
  });
});

describe('a change made while others’ changes were held back', () => {
  it('loses no letter of anybody, doubles none, and keeps both in one text', () => {
    fc.assert(
      fc.property(words, edits, fc.nat(30), fc.nat(4), words, (start, others, at, removeCount, insert) => {
        const doc = new Y.Doc();
        const text = doc.getText('t');
        text.insert(0, start);
        const characters = [...start];
        const index = characters.slice(0, at % (characters.length + 1)).join('').length;
        const remove = characters
          .slice(at % (characters.length + 1))
          .slice(0, removeCount)
          .join('').length;
        const deltas = editOthers(text, others);
        const theirs = text.toString();
        const origins = originsAfter(start.length, deltas);
        expect(origins).toHaveLength(theirs.length);

        const { insertAt, deletes } = rebase(origins, { index, remove, insert });
        for (const run of deletes) text.delete(run.index, run.length);
        text.insert(insertAt, insert);

        // What the others wrote stands whole; what I did not remove stands; what I typed stands in one piece.
        expect(text.toString()).toContain(insert);
        const mine = origins.filter((origin) => origin >= index && origin < index + remove).length;
        expect(text.length).toBe(theirs.length - mine + insert.length);
        const expected = [...theirs.split('')]
          .filter((_, n) => !(origins[n]! >= index && origins[n]! < index + remove))
          .join('');
        expect(text.toString().slice(0, insertAt) + text.toString().slice(insertAt + insert.length)).toBe(expected);
      }),
      { numRuns: 500 }
    );
  });

  it('goes behind the very character it was typed behind', () => {
    const origins = originsAfter(2, [[{ insert: 'XX' }], [{ retain: 3 }, { insert: 'Y' }]]);
    // 'ab' has become 'XXaYb'
    expect(placeNow(origins, 1)).toBe(3);
    expect(placeNow(origins, 2)).toBe(5);
    expect(placeNow(origins, 0)).toBe(0);
  });
});

describe('a caret', () => {
  it('stays at its letter whatever others do before or behind it', () => {
    fc.assert(
      fc.property(words, edits, fc.nat(30), (start, others, at) => {
        const doc = new Y.Doc();
        const text = doc.getText('t');
        text.insert(0, start);
        const caret = [...start].slice(0, at % ([...start].length + 1)).join('').length;
        const relative = Y.createRelativePositionFromTypeIndex(text, caret, -1);
        let moved = caret;
        for (const delta of editOthers(text, others)) moved = caretAfter(moved, delta);
        const there = Y.createAbsolutePositionFromRelativePosition(relative, doc)!.index;
        expect(moved).toBe(there);
      }),
      { numRuns: 500 }
    );
  });
});
