/** What was filled into a form that was refused, by the name of the field, in the order of the form. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/** A form that was refused: its act, a sentence a field, what was filled in, the pictures that the server has. */
export interface RefusedForm {
  act: string;
  fields: Record<string, string>;
  typed: Typed;
  kept: readonly string[];
}

/** What stands in a field: what was typed there before the refusal, else what the page knows. */
export function filledIn(typed: Typed | undefined, name: string, otherwise = '', n = 0): string {
  return typed ? (typed[name]?.[n] ?? '') : otherwise;
}

/** What was typed of sentences, for a form that is not offered any more. */
export function sentencesOf(typed: Typed): string[] {
  return SENTENCES.flatMap((name) => typed[name] ?? []).filter((text) => text.trim() !== '');
}

const SENTENCES = ['reason', 'answer', 'title', 'detail', 'partnerTask'];
