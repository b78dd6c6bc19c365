import { AFTERWARDS } from './acts/afterwards';
import { FIELD_FILLS, type ActField, type Declaration } from './acts/declare';
import { HANDLING } from './acts/handling';
import { KIN } from './acts/kin';
import { PARTS } from './acts/parts';
import type { ActInput } from './item-state';

const DECLARED = { ...HANDLING, ...PARTS, ...KIN, ...AFTERWARDS };
type Declared = typeof DECLARED;

export type Act = keyof Declared;

/** Every act of an item, once: the checks, the buttons, the forms, the API and the notices all read it (rules T1 to T10). */
export const ACTS: Readonly<Record<Act, Declaration>> = DECLARED;
export const ACT_NAMES = Object.keys(DECLARED) as Act[];

export function isAct(text: string): text is Act {
  return Object.hasOwn(DECLARED, text);
}

type By<V> = { [A in Act]: Declared[A]['form'] extends { verb: V } ? A : never }[Act];
/** What people do to one item with nothing but words and days. */
export type PlainAct = By<'plain'>;
/** What people do over a verb of its own. */
export type OwnAct = By<'own'>;
/** What has a form and a button. */
export type FormAct = PlainAct | OwnAct;

export const PLAIN_ACTS = ACT_NAMES.filter((act): act is PlainAct => ACTS[act].form?.verb === 'plain');
export const OWN_ACTS = ACT_NAMES.filter((act): act is OwnAct => ACTS[act].form?.verb === 'own');
export const FORM_ACTS = ACT_NAMES.filter((act): act is FormAct => ACTS[act].form !== null);

/** The fields that plain acts ask for. */
export type PlainField = { [A in PlainAct]: Declared[A]['form']['asks'][number] }[PlainAct];
/** What of an act's input they fill. */
export type PlainInput = (typeof FIELD_FILLS)[PlainField][number];

/** What the form of an act asks for, in the order it is asked. */
export function fieldsOf(act: FormAct): readonly ActField[] {
  return DECLARED[act].form.asks;
}

export function plainFields(act: PlainAct): readonly PlainField[] {
  return DECLARED[act].form.asks;
}

/** The plain acts that are given this. */
export function actsGiven(input: keyof ActInput): PlainAct[] {
  return PLAIN_ACTS.filter((act) => inputOf(act).has(input));
}

/** What of an act's input its form fills. */
function inputOf(act: PlainAct): ReadonlySet<keyof ActInput> {
  return new Set(fieldsOf(act).flatMap((field): readonly (keyof ActInput)[] => FIELD_FILLS[field]));
}

/**
 * Returns what of a person's input a plain act does not ask for: `after` would let an owner or a day change whatever the act is
 * called (rule T11).
 */
export function unaskedInput(act: PlainAct, input: ActInput): (keyof ActInput)[] {
  const asked = inputOf(act);
  return (Object.keys(input) as (keyof ActInput)[]).filter((key) => input[key] !== undefined && !asked.has(key));
}

/** Pictures with one act: what shows it, not an album. */
export const MOST_PHOTOS = 4;
