import { RATED_BY, type ActInput, type Part } from '$lib/domain/ledger/standing';
import type { Typed } from '$lib/features/ledger/item/acts/typed';
import { PLAIN_ACTS, type PlainAct } from '$server/ledger';
import { text } from '../../answer';

/** What the form of a plain act says; null where there is no such act. Days are judged by the rules, not here. */
export function actFrom(form: FormData, today: string): { act: PlainAct; input: ActInput } | null {
  const act = PLAIN_ACTS.find((one) => one === text(form, 'act'));
  if (!act) return null;
  const given: ActInput = {};
  const reason = text(form, 'reason');
  if (reason) given.reason = reason;
  if (text(form, 'ownerId')) given.ownerId = text(form, 'ownerId');
  if (form.has('due')) Object.assign(given, dueFrom(form, today));
  if (form.has('day')) given.dueOn = text(form, 'day');
  if (form.has('reviewOn')) given.reviewOn = text(form, 'reviewOn');
  if (form.has('ask'))
    given.ask = { what: text(form, 'ask') === 'hold' ? 'hold' : 'extend', day: text(form, 'askDay') };
  if (form.has('answer')) given.answer = text(form, 'answer');
  if (text(form, 'partyId')) given.partyId = text(form, 'partyId');
  const partners = partnersFrom(form);
  if (partners.length) given.partners = partners;
  if (act === 'rate') {
    given.rating = ratingFrom(form);
    given.how = RATED_BY.find((one) => one === text(form, 'how'));
  }
  return { act, input: given };
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

function partnersFrom(form: FormData): { partyId: string; task: string; dueOn: Part['dueOn'] }[] {
  const [tasks, days] = [form.getAll('partnerTask').map(String), form.getAll('partnerDue').map(String)];
  return form
    .getAll('partnerId')
    .map((partyId, n) => ({ partyId: String(partyId), task: tasks[n]?.trim() ?? '', dueOn: days[n] || null }))
    .filter(({ partyId }) => partyId);
}

function ratingFrom(form: FormData): ActInput['rating'] {
  const [speed, effect, attitude] = ['speed', 'effect', 'attitude'].map((name) => Number(text(form, name)));
  return speed && effect && attitude ? { speed, effect, attitude } : undefined;
}
