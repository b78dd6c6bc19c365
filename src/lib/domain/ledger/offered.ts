import { ACTS, fieldsOf, FORM_ACTS, type Act, type FormAct } from './acts';
import type { ActField } from './acts/declare';

/** The acts among these that have a form. */
export function formsAmong(acts: readonly Act[]): FormAct[] {
  return FORM_ACTS.filter((act) => acts.includes(act));
}

/**
 * Which of the acts somebody may do are offered at once and which stand behind: one or two that lead on, the rest out of the way. The
 * owner's wish comes before all.
 */
export function offered(acts: readonly Act[], asked: boolean): { first: FormAct[]; more: FormAct[] } {
  const known = formsAmong(acts);
  const place = (act: FormAct) => ACTS[act].form?.first ?? Infinity;
  const answers = asked ? known.filter((act) => ACTS[act].form?.answersOwner) : [];
  const onwards = known.filter((act) => place(act) < Infinity).sort((a, b) => place(a) - place(b));
  const first = [...answers, ...onwards].slice(0, answers.length ? 3 : 2);
  return { first, more: known.filter((act) => !first.includes(act)) };
}

const OPTIONAL: readonly ActField[] = ['why', 'photos'];

/** Whether an act needs nothing to be filled in: one button does it. */
export function atOnce(act: FormAct): boolean {
  return ACTS[act].form?.verb === 'plain' && fieldsOf(act).every((field) => OPTIONAL.includes(field));
}
