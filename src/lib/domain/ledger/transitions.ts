import { may, type Role } from '../identity/role';
import { isDay } from '../meetings/days';
import type { Refusal, RefusalKey } from '../refusal';
import { ACT_NAMES, ACTS, type Act } from './acts';
import type { Declaration, Need } from './acts/declare';
import { FRESH, HIGHEST_LEVEL, type ActInput, type Standing } from './item-state';
import type { State } from './state';

/** Who acts. The system itself (a tablet's late issue) has no role and may only open, answer and amend. */
export interface Actor {
  role: Role | 'system';
  partyId: string | null;
}

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
  return ACTS[act].from.includes(state);
}

/** The acts somebody may do now: for his buttons. */
export function actsFor(standing: Standing, who: Actor): Act[] {
  return ACT_NAMES.filter(
    (act) => possible(standing.state, act) && mayAct(act, standing, who, {}) && !ACTS[act].hinders?.(standing, {})
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
  const declared = ACTS[act];
  const from = standing?.state ?? null;
  if (!mayAct(act, standing, who, input)) return { refused: 'right/missing' };
  if (!possible(from, act)) return { refused: 'item/not-now' };
  const hindrance = standing && declared.hinders?.(standing, input);
  if (hindrance) return hindrance;
  const fields = lackingFields(declared, standing, input);
  if (Object.keys(fields).length) return { refused: 'input/invalid', fields };
  const to = declared.to === 'same' ? standing!.state : declared.to;
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
    const { to } = ACTS[act];
    if ((to === 'same' ? from : to) !== toState) throw new Error(`${act} at ${at} does not lead to ${toState}`);
    standing = after(standing, act, toState, { ...(event.detail as ActInput), reason }, at);
  }
  return standing;
}

/**
 * Where the item stands after an act that is allowed.
 * @param to the state that the act leads to
 * @param at ISO
 */
export function after(before: Standing | null, act: Act, to: State, input: ActInput, at: string): Standing {
  const was = before ?? FRESH;
  const next: Standing = {
    ...was,
    state: to,
    ownerId: input.ownerId === undefined ? was.ownerId : input.ownerId,
    dueOn: input.dueOn === undefined ? was.dueOn : input.dueOn,
    // A date without its working days is a date.
    dueWithin: input.dueOn === undefined ? was.dueWithin : (input.dueWithin ?? null),
    limitOn: input.limitOn === undefined ? was.limitOn : input.limitOn,
    acceptBy: input.acceptBy === undefined ? was.acceptBy : input.acceptBy,
    respondBy: input.respondBy === undefined ? was.respondBy : input.respondBy
  };
  const { changes, corrects } = ACTS[act];
  const firstDueOn = firstPromise(was, next, input, corrects?.(was) ?? false);
  return { ...next, firstDueOn, ...changes?.({ was, next, input, at }) };
}

/** The first promise stays, unless what was said is put right before anything else was promised (rule C4). */
function firstPromise(was: Standing, next: Standing, { dueOn }: ActInput, putRight: boolean): string | null {
  if (dueOn === undefined) return was.firstDueOn;
  return putRight && was.firstDueOn === was.dueOn ? next.dueOn : (was.firstDueOn ?? next.dueOn);
}

function mayAct(act: Act, standing: Standing | null, { role, partyId }: Actor, input: ActInput): boolean {
  const { who } = ACTS[act];
  if (role === 'system') return who.includes('system');
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

function lackingFields(
  { needs }: Declaration,
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
  const { reason: _reason, ...options } = input;
  const opening = act === 'open' ? { ownerId: next.ownerId, dueOn: next.dueOn } : {};
  return Object.fromEntries(Object.entries({ ...opening, ...options }).filter(([, value]) => value !== undefined));
}
