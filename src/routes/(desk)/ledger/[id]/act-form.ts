import { PLAIN_ACTS, plainFields, type PlainAct, type PlainField } from '$lib/domain/ledger/acts';
import { RATED_BY, type ActInput } from '$lib/domain/ledger/item-state';
import type { Typed } from '$lib/features/ledger/item/acts/typed';
import { text } from '../../answer';

/** Reads each field that a plain act may ask for; what was left empty is not given. Days are judged by the rules, not here. */
const READ: Readonly<Record<PlainField, (form: FormData, today: string) => ActInput>> = {
  owner: (form) => filled(form, 'ownerId'),
  due: (form, today) => (form.has('due') ? dueFrom(form, today) : {}),
  partners: partnersFrom,
  day: (form) => (form.has('day') ? { dueOn: text(form, 'day') } : {}),
  review: (form) => (form.has('reviewOn') ? { reviewOn: text(form, 'reviewOn') } : {}),
  ask: (form) =>
    form.has('ask')
      ? { ask: { what: text(form, 'ask') === 'hold' ? 'hold' : 'extend', day: text(form, 'askDay') } }
      : {},
  answer: (form) => (form.has('answer') ? { answer: text(form, 'answer') } : {}),
  rating: (form) => ({ rating: ratingFrom(form), how: RATED_BY.find((one) => one === text(form, 'how')) }),
  reason: (form) => filled(form, 'reason'),
  why: (form) => filled(form, 'reason'),
  // Pictures are kept before the act is done (`keepActPhotos`).
  photos: () => ({}),
  part: (form) => filled(form, 'partyId')
};

/** What the form of a plain act says, of the fields that the act asks for; null where there is no such act. */
export function actFrom(form: FormData, today: string): { act: PlainAct; input: ActInput } | null {
  const act = PLAIN_ACTS.find((act) => act === text(form, 'act'));
  if (!act) return null;
  const input: ActInput = {};
  for (const field of plainFields(act)) Object.assign(input, READ[field](form, today));
  return { act, input };
}

const LONGEST_TYPED = 4_000;

/** What was filled into a form, to be shown again when it is refused; files and the form's own marks are not among it. */
export function typedInto(form: FormData): Typed {
  const typed: Record<string, string[]> = {};
  for (const [name, value] of form)
    if (typeof value === 'string' && !OWN.includes(name))
      (typed[name] ??= []).push(linesOf(value).slice(0, LONGEST_TYPED));
  return typed;
}

/** A form sends line ends as two characters, which the field that was filled in had counted as one. */
const linesOf = (value: string) => value.replaceAll('\r\n', '\n');

const OWN = ['act', 'version', 'photo'];

/** Chosen as so many working days, as a day, or left to the limit. */
function dueFrom(form: FormData, today: string): ActInput {
  const chosen = text(form, 'due');
  const within = /^within-(\d{1,3})$/.exec(chosen);
  if (within) return { dueWithin: { from: today, days: Number(within[1]) } };
  return chosen === 'day' ? { dueOn: text(form, 'dueOn') || null } : {};
}

function partnersFrom(form: FormData): ActInput {
  const [tasks, days] = [form.getAll('partnerTask').map(String), form.getAll('partnerDue').map(String)];
  const partners = form
    .getAll('partnerId')
    .map((partyId, n) => ({ partyId: String(partyId), task: tasks[n]?.trim() ?? '', dueOn: days[n] || null }))
    .filter(({ partyId }) => partyId);
  return partners.length ? { partners } : {};
}

function filled(form: FormData, name: 'ownerId' | 'reason' | 'partyId'): ActInput {
  const input = text(form, name);
  return input ? { [name]: input } : {};
}

function ratingFrom(form: FormData): ActInput['rating'] {
  const [speed, effect, attitude] = ['speed', 'effect', 'attitude'].map((name) => Number(text(form, name)));
  return speed && effect && attitude ? { speed, effect, attitude } : undefined;
}
