import { may, type Role } from '../identity/role';
import type { Refusal, RefusalKey } from '../refusal';
import { STATES, type Act, type State } from './state';

/** What the rules look at of an item; its row holds the same. */
export interface Standing {
  state: State;
  ownerId: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
}

/** Who acts. The house itself (a tablet's late issue) has no role and may only open, answer and amend. */
export interface Actor {
  role: Role | 'house';
  partyId: string | null;
}

/** What an act may be given; what it must be given stands in the table. */
export interface ActInput {
  ownerId?: string | null;
  /** YYYY-MM-DD */
  dueOn?: string | null;
  /** Why, for those concerned to read. */
  reason?: string;
  answer?: string;
  /** The item that this one goes into. */
  intoId?: string;
  /** The import that it came with. */
  importId?: string;
  /** Speed, effect, attitude: 1 to 5 each. */
  rating?: { speed: number; effect: number; attitude: number };
}
type Need = keyof ActInput;

/** Sides of a promise: the meeting that makes it, the office, its owner, the residents (rated through the office's call-back). */
type Side = 'meeting' | 'office' | 'owner' | 'not-owner' | 'house';

export interface Transition {
  from: readonly (State | null)[];
  /** `same` leaves the state. */
  to: State | 'same';
  /** Any of these sides; `not-owner` beside `office`: the office, but nobody for himself. */
  who: readonly Side[];
  needs: readonly Need[];
}

const GOING: State[] = ['open', 'dispatched', 'handling'];
const SAID_DONE: State[] = ['finished', 'verified', 'rated', 'answered'];

/** The transition table (rules T1 to T10): buttons, API and checks all read it. */
export const TRANSITIONS: Readonly<Record<Act, Transition>> = {
  open: { from: [null], to: 'open', who: ['meeting', 'office', 'house'], needs: [] },
  answer: { from: ['open', 'dispatched'], to: 'answered', who: ['meeting', 'office', 'house'], needs: [] },
  dispatch: { from: ['open'], to: 'dispatched', who: ['office'], needs: ['ownerId', 'dueOn'] },
  accept: { from: ['dispatched'], to: 'handling', who: ['owner', 'office'], needs: [] },
  return: { from: ['dispatched', 'handling'], to: 'open', who: ['owner', 'office'], needs: ['reason'] },
  extend: { from: ['dispatched', 'handling'], to: 'same', who: ['office', 'not-owner'], needs: ['dueOn', 'reason'] },
  hold: { from: ['handling'], to: 'held', who: ['office', 'not-owner'], needs: ['reason'] },
  resume: { from: ['held'], to: 'handling', who: ['owner', 'office'], needs: [] },
  finish: { from: ['handling'], to: 'finished', who: ['owner', 'office'], needs: ['reason'] },
  verify: { from: ['finished'], to: 'verified', who: ['office', 'not-owner'], needs: [] },
  rate: { from: ['verified'], to: 'rated', who: ['office', 'not-owner'], needs: ['rating'] },
  decline: { from: ['open'], to: 'declined', who: ['office'], needs: ['reason'] },
  merge: { from: GOING, to: 'merged', who: ['office'], needs: ['intoId'] },
  reopen: {
    from: ['finished', 'verified', 'rated', 'answered', 'declined'],
    to: 'open',
    who: ['office'],
    needs: ['reason']
  },
  amend: { from: [...GOING, 'held', 'answered'], to: 'same', who: ['office', 'house'], needs: [] },
  // What residents say of it at the next meeting: done, not yet, or not done after all.
  'report-done': { from: [...GOING, ...SAID_DONE, 'held'], to: 'same', who: ['meeting', 'office'], needs: [] },
  'report-not-yet': { from: [...GOING, 'held'], to: 'same', who: ['meeting', 'office'], needs: ['reason'] },
  'report-reopen': { from: SAID_DONE, to: 'open', who: ['meeting', 'office'], needs: ['reason'] },
  'take-late-change': { from: STATES, to: 'same', who: ['office'], needs: [] },
  'keep-ledger-value': { from: STATES, to: 'same', who: ['office'], needs: [] },
  // A whole import is taken back: what nobody has touched since goes out of the lists, its history stays.
  'withdraw-import': {
    from: [...GOING, 'held', 'finished', 'verified', 'answered', 'declined'],
    to: 'withdrawn',
    who: ['office'],
    needs: ['reason', 'importId']
  }
};

/** What is written into the history; who and the hash are added where it is saved. */
export interface ActEvent {
  /** ISO */
  at: string;
  act: Act;
  fromState: State | null;
  toState: State;
  reason: string;
  /** Everything that the act changed, so that the standing can be told from the events alone. */
  detail: Record<string, unknown>;
}

export interface Decision {
  next: Standing;
  event: ActEvent;
}

/** Whether the act may be done from this state at all; the caller's side and what he gives aside. */
export function possible(state: State | null, act: Act): boolean {
  return TRANSITIONS[act].from.includes(state);
}

/** The acts somebody may do now: for his buttons. */
export function actsFor(standing: Standing, who: Actor): Act[] {
  return (Object.keys(TRANSITIONS) as Act[]).filter(
    (act) => possible(standing.state, act) && mayAct(act, standing, who)
  );
}

/**
 * Judges one act.
 * @param standing the item's, or null when it is about to be opened
 * @param now ISO
 * @returns where the item stands after it and the event to keep, or why not: `right/missing`, `item/not-now`, or
 * `input/invalid` with the fields that lack
 */
export function decide(
  standing: Standing | null,
  act: Act,
  who: Actor,
  input: ActInput,
  now: string
): Decision | Refusal {
  const transition = TRANSITIONS[act];
  const from = standing?.state ?? null;
  if (!mayAct(act, standing, who)) return { refused: 'right/missing' };
  if (!possible(from, act)) return { refused: 'item/not-now' };
  const fields = lackingFields(transition, standing, input);
  if (Object.keys(fields).length) return { refused: 'input/invalid', fields };
  const next = after(standing, act, input);
  return {
    next,
    event: {
      at: now,
      act,
      fromState: from,
      toState: next.state,
      reason: input.reason?.trim() ?? '',
      detail: detailOf(act, next, input)
    }
  };
}

/**
 * Where the events say the item stands; null before the first. Throws on a history that the table does not allow: then
 * something was written past `decide`.
 */
export function replay(events: readonly ActEvent[]): Standing | null {
  let standing: Standing | null = null;
  for (const event of events) {
    const from: State | null = standing?.state ?? null;
    if (event.fromState !== from || !possible(from, event.act))
      throw new Error(`${event.act} at ${event.at} does not follow from ${from ?? 'nothing'}`);
    const next = after(standing, event.act, event.detail as ActInput);
    if (next.state !== event.toState) throw new Error(`${event.act} at ${event.at} does not lead to ${event.toState}`);
    standing = next;
  }
  return standing;
}

function mayAct(act: Act, standing: Standing | null, { role, partyId }: Actor): boolean {
  const { who } = TRANSITIONS[act];
  if (role === 'house') return who.includes('house');
  const isOwner = partyId !== null && standing !== null && standing.ownerId === partyId;
  if (who.includes('not-owner') && isOwner) return false;
  return (
    (who.includes('office') && may(role, 'ledger/write')) ||
    (who.includes('meeting') && may(role, 'meetings/close')) ||
    (who.includes('owner') && isOwner)
  );
}

function lackingFields(
  { needs }: Transition,
  standing: Standing | null,
  input: ActInput
): Partial<Record<Need, RefusalKey>> {
  const fields: Partial<Record<Need, RefusalKey>> = {};
  for (const need of needs) {
    // What stands already counts, unless this very act would take it away.
    const stands = need === 'ownerId' || need === 'dueOn' ? standing?.[need] : null;
    const value = input[need] === undefined ? stands : input[need];
    if (value == null || (typeof value === 'string' && !value.trim())) fields[need] = 'field/missing';
  }
  const scores = input.rating ? Object.values(input.rating) : [];
  if (scores.some((score) => !Number.isInteger(score) || score < 1 || score > 5)) fields.rating = 'field/unfit';
  return fields;
}

function after(standing: Standing | null, act: Act, input: ActInput): Standing {
  const { to } = TRANSITIONS[act];
  return {
    state: to === 'same' ? standing!.state : to,
    // A returned item is nobody's: it waits to be dispatched anew.
    ownerId: act === 'return' ? null : input.ownerId === undefined ? (standing?.ownerId ?? null) : input.ownerId,
    dueOn: input.dueOn === undefined ? (standing?.dueOn ?? null) : input.dueOn
  };
}

function detailOf(act: Act, next: Standing, input: ActInput): Record<string, unknown> {
  const { reason: _reason, ...given } = input;
  const opening = act === 'open' ? { ownerId: next.ownerId, dueOn: next.dueOn } : {};
  return Object.fromEntries(Object.entries({ ...opening, ...given }).filter(([, value]) => value !== undefined));
}
