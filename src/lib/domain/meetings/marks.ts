/** What those present said of a line when it was read back. */
export type Mark = 'confirmed' | 'dissent';

/** A line of the diary or an issue: `entries/<id>`, `issues/<id>`. */
export type Target = `entries/${string}` | `issues/${string}`;

export interface MarkFacts {
  id: string;
  target: string;
  mark: string;
  /** Who said otherwise, as people call him. */
  who: string;
  text: string;
  /** ISO */
  at: string;
  /** Of a confirmation: the print of the words that were confirmed. */
  of: string;
}

export interface Standing<M extends MarkFacts> {
  /** Those present confirmed the words as they stand now. */
  confirmed: boolean;
  dissents: M[];
}

/** A short print of a line's words: other words have another, so that a confirmation holds for what was read out and no more. */
export function printOf(words: string): string {
  let hash = 0x811c9dc5;
  for (const letter of words.normalize('NFC').trim()) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return `${[...words].length}-${hash.toString(36)}`;
}

/** How a line stands: an edit after the readback takes its confirmation back; a dissent stays whatever becomes of the words. */
export function standingOf<M extends MarkFacts>(target: string, words: string, marks: readonly M[]): Standing<M> {
  const own = marks.filter((mark) => mark.target === target);
  return {
    confirmed: own.some((mark) => mark.mark === 'confirmed' && mark.of === printOf(words)),
    dissents: own.filter((mark) => mark.mark === 'dissent')
  };
}
