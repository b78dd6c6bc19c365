import { may, type Role } from '../identity/role';
import { isDay } from '../meetings/days';
import type { Refusal, RefusalKey } from '../refusal';
import { after, HIGHEST_LEVEL, openParts, type ActInput, type Standing } from './standing';
import { LIVE, RUNNING, SAID_DONE, STATES, type Act, type State } from './state';

/** Who acts. The house itself (a tablet's late issue) has no role and may only open, answer and amend. */
export interface Actor {
  role: Role | 'house';
  partyId: string | null;
}

type Need = keyof ActInput;

/**
 * Sides of a promise: the meeting that makes it, the office, its owner, a joint partner, the house itself. `not-owner` beside
 * another side: that side, but nobody for himself.
 */
type Side = 'meeting' | 'office' | 'owner' | 'partner' | 'not-owner' | 'house';

export interface Transition {
  from: readonly (State | null)[];
  /** `same` leaves the state. */
  to: State | 'same';
  who: readonly Side[];
  needs: readonly Need[];
}

const GOING: readonly State[] = RUNNING;
const OWED: State[] = ['dispatched', 'handling'];
const office = ['office'] as const;
const checker = ['office', 'not-owner'] as const;
const owner = ['owner', 'office'] as const;
const partner = ['partner', 'office'] as const;
const same = 'same' as const;

/** The transition table (rules T1 to T10): buttons, API and checks all read it. */
export const TRANSITIONS: Readonly<Record<Act, Transition>> = {
  open: { from: [null], to: 'open', who: ['meeting', 'office', 'house'], needs: [] },
  answer: { from: ['open', 'dispatched'], to: 'answered', who: ['meeting', 'office', 'house'], needs: [] },
  dispatch: { from: ['open'], to: 'dispatched', who: office, needs: ['ownerId', 'dueOn'] },
  accept: { from: ['dispatched'], to: 'handling', who: owner, needs: [] },
  return: { from: OWED, to: 'open', who: owner, needs: ['reason'] },
  ask: { from: OWED, to: same, who: ['owner'], needs: ['ask', 'reason'] },
  refuse: { from: OWED, to: same, who: checker, needs: ['reason'] },
  extend: { from: OWED, to: same, who: checker, needs: ['dueOn', 'reason'] },
  hold: { from: ['handling'], to: 'held', who: checker, needs: ['reason', 'reviewOn'] },
  resume: { from: ['held'], to: 'handling', who: owner, needs: [] },
  note: { from: [...LIVE, 'finished', 'verified'], to: same, who: ['owner', 'partner', 'meeting'], needs: ['reason'] },
  finish: { from: ['handling'], to: 'finished', who: owner, needs: ['reason'] },
  verify: { from: ['finished'], to: 'verified', who: checker, needs: [] },
  redo: { from: ['finished'], to: 'handling', who: checker, needs: ['reason'] },
  rate: { from: ['verified'], to: 'rated', who: checker, needs: ['rating'] },
  decline: { from: ['open'], to: 'declined', who: office, needs: ['reason'] },
  merge: { from: LIVE, to: 'merged', who: office, needs: ['intoId'] },
  unmerge: { from: ['merged'], to: 'open', who: office, needs: ['reason'] },
  // What the other side of a merge or a split keeps on record.
  absorb: { from: LIVE, to: same, who: office, needs: ['otherId'] },
  split: { from: LIVE, to: same, who: office, needs: ['otherId'] },
  reopen: { from: [...SAID_DONE, 'declined'], to: 'open', who: office, needs: ['reason'] },
  amend: { from: [...LIVE, 'answered'], to: same, who: ['office', 'house'], needs: [] },
  // A limit or a day of acceptance counted again, since the holidays of a year were announced.
  recount: { from: LIVE, to: same, who: ['house'], needs: [] },
  chase: { from: LIVE, to: same, who: office, needs: [] },
  escalate: { from: LIVE, to: same, who: ['office', 'house'], needs: [] },
  'add-part': { from: [...OWED, 'held'], to: same, who: office, needs: ['partners'] },
  'accept-part': { from: LIVE, to: same, who: partner, needs: ['partyId'] },
  'return-part': { from: LIVE, to: same, who: partner, needs: ['partyId', 'reason'] },
  'finish-part': { from: LIVE, to: same, who: partner, needs: ['partyId', 'reason'] },
  'release-part': { from: LIVE, to: same, who: office, needs: ['partyId', 'reason'] },
  // What residents say of it at the next meeting: done, not yet, or not done after all.
  'report-done': { from: [...GOING, ...SAID_DONE, 'held'], to: same, who: ['meeting', 'office'], needs: [] },
  'report-not-yet': { from: [...GOING, 'held'], to: same, who: ['meeting', 'office'], needs: ['reason'] },
  'report-reopen': { from: SAID_DONE, to: 'open', who: ['meeting', 'office'], needs: ['reason'] },
  'take-late-change': { from: STATES, to: same, who: office, needs: [] },
  'keep-ledger-value': { from: STATES, to: same, who: office, needs: [] },
  // A whole import is taken back: what nobody has touched since goes out of the lists, its history stays.
  'withdraw-import': {
    from: [...LIVE, 'finished', 'verified', 'answered', 'declined'],
    to: 'withdrawn',
    who: office,
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
    (act) => possible(standing.state, act) && mayAct(act, standing, who, {}) && !hindered(standing, act, {})
  );
}

/**
 * Judges one act.
 * @param standing the item's, or null when it is about to be opened
 * @param now ISO
 * @returns where the item stands after it and the event to keep, or why not: `right/missing`, `item/not-now`,
 * `item/parts-open`, or `input/invalid` with the fields that lack
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
  if (!mayAct(act, standing, who, input)) return { refused: 'right/missing' };
  if (!possible(from, act)) return { refused: 'item/not-now' };
  const hindrance = standing && hindered(standing, act, input);
  if (hindrance) return hindrance;
  const fields = lackingFields(transition, standing, input);
  if (Object.keys(fields).length) return { refused: 'input/invalid', fields };
  const to = transition.to === 'same' ? standing!.state : transition.to;
  const next = after(standing, act, to, input, now);
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
    const { act, at, fromState, toState, reason } = event;
    const from: State | null = standing?.state ?? null;
    if (fromState !== from || !possible(from, act))
      throw new Error(`${act} at ${at} does not follow from ${from ?? 'nothing'}`);
    const { to } = TRANSITIONS[act];
    if ((to === 'same' ? from : to) !== toState) throw new Error(`${act} at ${at} does not lead to ${toState}`);
    standing = after(standing, act, toState, { ...(event.detail as ActInput), reason }, at);
  }
  return standing;
}

function mayAct(act: Act, standing: Standing | null, { role, partyId }: Actor, input: ActInput): boolean {
  const { who } = TRANSITIONS[act];
  if (role === 'house') return who.includes('house');
  const isOwner = partyId !== null && standing !== null && standing.ownerId === partyId;
  if (who.includes('not-owner') && isOwner) return false;
  const hasPart = partyId !== null && standing !== null && Object.hasOwn(standing.parts, partyId);
  const ofOwnPart = input.partyId === undefined || input.partyId === partyId;
  return (
    (who.includes('office') && may(role, 'office')) ||
    (who.includes('meeting') && may(role, 'meetings/close')) ||
    (who.includes('owner') && isOwner) ||
    (who.includes('partner') && hasPart && ofOwnPart)
  );
}

/** What stands against an act beside the state: an open part, nothing asked for, the top of the ladder. */
function hindered(standing: Standing, act: Act, { partyId }: ActInput): Refusal | null {
  const left = openParts(standing).length;
  if (act === 'finish' && left) return { refused: 'item/parts-open', with: { count: left } };
  const { parts } = standing;
  const part = partyId === undefined ? undefined : Object.hasOwn(parts, partyId) ? parts[partyId] : null;
  const partStates: Partial<Record<Act, string[]>> = {
    'accept-part': ['asked'],
    'return-part': ['asked', 'accepted'],
    'finish-part': ['asked', 'accepted'],
    'release-part': ['asked', 'accepted', 'returned']
  };
  const fit = partStates[act];
  const given = part === undefined ? Object.values(parts) : part ? [part] : [];
  if (fit && !given.some(({ state }) => fit.includes(state))) return { refused: 'item/not-now' };
  if (act === 'refuse' && !standing.asked) return { refused: 'item/not-now' };
  if (act === 'escalate' && standing.level >= HIGHEST_LEVEL) return { refused: 'item/not-now' };
  return null;
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
    const lacks =
      value == null || (typeof value === 'string' && !value.trim()) || (Array.isArray(value) && !value.length);
    if (lacks) fields[need] = 'field/missing';
  }
  const scores = input.rating ? Object.values(input.rating) : [];
  if (scores.some((score) => !Number.isInteger(score) || score < 1 || score > 5)) fields.rating = 'field/unfit';
  for (const need of ['dueOn', 'reviewOn', 'limitOn', 'acceptBy', 'respondBy', 'firstDueOn'] as const)
    if (input[need] != null && !isDay(input[need])) fields[need] ??= 'field/unfit';
  if (input.ask && !isDay(input.ask.day)) fields.ask = 'field/unfit';
  if (input.partners?.some(({ partyId, dueOn }) => !partyId || (dueOn !== null && !isDay(dueOn))))
    fields.partners = 'field/unfit';
  const { level } = input;
  if (level !== undefined && !(Number.isInteger(level) && level > (standing?.level ?? 0) && level <= HIGHEST_LEVEL))
    fields.level = 'field/unfit';
  return fields;
}

function detailOf(act: Act, next: Standing, input: ActInput): Record<string, unknown> {
  const { reason: _reason, ...given } = input;
  const opening = act === 'open' ? { ownerId: next.ownerId, dueOn: next.dueOn } : {};
  return Object.fromEntries(Object.entries({ ...opening, ...given }).filter(([, value]) => value !== undefined));
}
