import type { Act } from '../ledger/acts';
import type { State } from '../ledger/state';
import type { ActInput, Standing } from '../ledger/item-state';
import { decide, type ActEvent, type Actor } from '../ledger/transitions';
import { refused, type Refusal } from '../refusal';

/** The acts that lead from `open` to a state (rule I6). What needs an act of residents or of another item has no way. */
const WAYS: Partial<Record<State, readonly Act[]>> = {
  open: [],
  answered: ['answer'],
  dispatched: ['dispatch'],
  handling: ['dispatch', 'accept'],
  held: ['dispatch', 'accept', 'hold'],
  finished: ['dispatch', 'accept', 'finish'],
  verified: ['dispatch', 'accept', 'finish', 'verify'],
  declined: ['decline']
};

export interface Walk {
  events: ActEvent[];
  standing: Standing;
}

/**
 * The lawful acts by which an item that was just opened comes to where the ledger brought in says it stands, each done by
 * whoever imports and saying so. A refusal where he may not, or something lacks.
 * @param opened where it stands after `open`
 */
export function wayTo(
  state: State,
  opened: Standing,
  who: Actor,
  options: Pick<ActInput, 'answer' | 'reason'>,
  now: string
): Walk | Refusal {
  const acts = WAYS[state];
  if (!acts) return { refused: 'item/not-now' };
  const events: ActEvent[] = [];
  let standing = opened;
  for (const act of acts) {
    const tells = options.answer && (act === 'answer' || act === 'finish' || act === 'decline');
    const input: ActInput = { reason: tells ? `${options.reason}：${options.answer}` : options.reason };
    if (act === 'dispatch') Object.assign(input, { ownerId: standing.ownerId, dueOn: standing.dueOn });
    // A hold of the older ledger is looked at again when its deadline has come.
    if (act === 'hold') input.reviewOn = standing.dueOn!;
    if (act === 'answer') input.answer = options.answer;
    const decided = decide(standing, act, who, input, now);
    if (refused(decided)) return decided;
    events.push(decided.event);
    standing = decided.next;
  }
  return { events, standing };
}

/** Whether an import can bring an item to this state at all. */
export function reachable(state: State): boolean {
  return state in WAYS;
}

/** Whether the way to this state leads over a dispatch, which needs an owner and a deadline. */
export function needsOwner(state: State): boolean {
  return WAYS[state]?.includes('dispatch') ?? false;
}
