import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesSince, layOut, type Piece, type Sheet, type SheetChange } from '$lib/domain/publicity/sheet';

/** A page in a browser: for each place the ids in order, and what each says. Does what `static/live.js` does. */
class Page {
  places = new Map<string, { id: string; print: string }[]>();

  private take(id: string): void {
    for (const list of this.places.values()) {
      const at = list.findIndex((piece) => piece.id === id);
      if (at >= 0) list.splice(at, 1);
    }
  }

  apply({ full, set, remove }: SheetChange): this {
    if (full) this.places.clear();
    for (const id of remove) this.take(id);
    for (const { piece, after } of set) {
      this.take(piece.id);
      const list = this.places.get(piece.place) ?? [];
      this.places.set(piece.place, list);
      const before = list.findIndex(({ id }) => id === after);
      if (after !== null && before < 0) throw new Error(`${after} is not there`);
      list.splice(before + 1, 0, { id: piece.id, print: piece.print });
    }
    return this;
  }

  shown() {
    return Object.fromEntries([...this.places].filter(([, list]) => list.length).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const pieces: fc.Arbitrary<Piece[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(...'abcdefghij'),
    place: fc.constantFrom('issues', 'diary'),
    kind: fc.constant('entry'),
    props: fc.record({ text: fc.constantFrom('x', 'y') })
  }),
  { selector: ({ id }) => id, maxLength: 10 }
);

function sheetsOf(course: Piece[][]): Sheet[] {
  const sheets: Sheet[] = [];
  course.forEach((one, at) => sheets.push(layOut(sheets.at(-1) ?? null, one, at + 1)));
  return sheets;
}

describe('a public page and what changed of it', () => {
  it('becomes the new page when a reader of any earlier version is told what it lacks', () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 2, maxLength: 6 }), (course) => {
        const sheets = sheetsOf(course);
        const last = sheets.at(-1)!;
        const whole = new Page().apply(changesSince(last, null)).shown();
        for (const held of sheets) {
          const page = new Page().apply(changesSince(held, null)).apply(changesSince(last, held.version));
          expect(page.shown()).toEqual(whole);
        }
      }),
      { numRuns: 500 }
    );
  });

  it('becomes the new page when every step is applied in turn', () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), (course) => {
        const sheets = sheetsOf(course);
        const page = new Page();
        sheets.forEach((sheet, at) => page.apply(changesSince(sheet, at === 0 ? null : at)));
        expect(page.shown()).toEqual(new Page().apply(changesSince(sheets.at(-1)!, null)).shown());
      })
    );
  });

  it('says one entry when one entry came', () => {
    const entry = (id: string): Piece => ({ id, place: 'diary', kind: 'entry', props: { text: id } });
    const [, second] = sheetsOf([
      [entry('b'), entry('a')],
      [entry('c'), entry('b'), entry('a')]
    ]);
    const { set, remove } = changesSince(second!, 1);
    expect(set.map(({ piece, after }) => [piece.id, after])).toEqual([['c', null]]);
    expect(remove).toEqual([]);
  });

  it('keeps the object of a piece that did not change, so that it is drawn once', () => {
    const head: Piece = { id: 'head', place: 'heading', kind: 'head', props: { title: '灯' } };
    const [first, second] = sheetsOf([[head], [{ ...head, props: { title: '灯' } }]]);
    expect(second!.pieces[0]).toBe(first!.pieces[0]);
  });

  it('says nothing to who has everything', () => {
    const [sheet] = sheetsOf([[{ id: 'head', place: 'heading', kind: 'head', props: {} }]]);
    expect(changesSince(sheet!, 1)).toEqual({ full: false, set: [], remove: [] });
  });
});
