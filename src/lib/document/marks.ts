import * as Y from 'yjs';
import { printOf, type MarkFacts, type Target } from '../domain/meetings/marks';
import { byKey, readString, recordIn } from './access';

// What those present said of each line at the readback. A root of its own: a build that knows nothing of it loses nothing.

export interface MarkRecord extends MarkFacts {
  /** account id of the tablet's person */
  by: string;
}

export function readMarks(doc: Y.Doc): MarkRecord[] {
  const marks = doc.getMap<unknown>('marks');
  return [...marks.keys()]
    .flatMap((id) => {
      const map = recordIn(marks, id);
      if (!map || map.get('removed') === true) return [];
      const text = (key: string) => readString(map.get(key));
      return [
        {
          id,
          target: text('target'),
          mark: text('mark'),
          who: text('who'),
          text: text('text'),
          at: text('at'),
          of: text('of'),
          by: text('by')
        }
      ];
    })
    .sort(byKey((mark) => mark.at));
}

/** Typed access to the marks. Each writer is one transaction; `origin` says whose it is. */
export class MarksDocument {
  constructor(
    readonly doc: Y.Doc,
    readonly origin: unknown
  ) {}

  read = () => readMarks(this.doc);

  /** Those present have heard these words and say that they are right. One key a line: two tablets that say so say it once. */
  confirm(lines: readonly { target: Target; words: string }[], at: string, by: string): void {
    this.doc.transact(() => {
      for (const { target, words } of lines)
        this.#put(`confirmed ${target}`, { target, mark: 'confirmed', who: '', text: '', at, by, of: printOf(words) });
    }, this.origin);
  }

  dissent(target: Target, input: { who: string; text: string; at: string; by: string }): string {
    const id = crypto.randomUUID();
    this.doc.transact(() => this.#put(id, { target, mark: 'dissent', of: '', ...input }), this.origin);
    return id;
  }

  /** Takes a mark back. Undo brings it again. */
  remove(id: string): void {
    const map = recordIn(this.#marks(), id);
    if (map) this.doc.transact(() => map.set('removed', true), this.origin);
  }

  #marks(): Y.Map<unknown> {
    return this.doc.getMap<unknown>('marks');
  }

  #put(id: string, fields: Record<string, unknown>): void {
    const existing = recordIn(this.#marks(), id);
    const map = existing ?? new Y.Map<unknown>();
    for (const [key, value] of Object.entries(fields)) if (existing?.get(key) !== value) map.set(key, value);
    if (existing?.get('removed') === true) map.set('removed', false);
    if (!existing) this.#marks().set(id, map);
  }
}
