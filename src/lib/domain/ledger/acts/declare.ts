import type { NoticeKind } from '../../notices/kind';
import type { Refusal } from '../../refusal';
import type { ActInput, Standing } from '../item-state';
import type { State } from '../state';

export type Need = keyof ActInput;

/**
 * Sides of a promise: the meeting that makes it, the office, its owner, a joint partner, the system itself. `not-owner` beside
 * another side: that side, but nobody for himself.
 */
export type Side = 'meeting' | 'office' | 'owner' | 'partner' | 'not-owner' | 'system';

/** What the form of an act asks for, and the fields of an act's input that it fills (`words` and `title` fill a verb of their own). */
export const FIELD_FILLS = {
  owner: ['ownerId'],
  due: ['dueOn', 'dueWithin'],
  partners: ['partners'],
  day: ['dueOn'],
  review: ['reviewOn'],
  ask: ['ask'],
  answer: ['answer'],
  rating: ['rating', 'how'],
  into: ['intoId'],
  title: [],
  /** Must be given; `why` may be. */
  reason: ['reason'],
  why: ['reason'],
  photos: ['photos'],
  part: ['partyId'],
  words: []
} as const satisfies Record<string, readonly Need[]>;
export type ActField = keyof typeof FIELD_FILLS;

/** How people do an act. */
export interface Form {
  /** `plain`: over the form and the endpoint that all plain acts share. `own`: over a verb, a form's action and an endpoint of its own. */
  verb: 'plain' | 'own';
  /** In the order they are asked. */
  asks: readonly ActField[];
  /** Its place among what is offered at once, the lowest first; without one it stands under “also possible”. */
  first?: number;
  /** It answers what the owner has asked for, which comes before all. */
  answersOwner?: true;
}

export const plain = <const F extends readonly ActField[]>(...asks: F) => ({ verb: 'plain', asks }) as const;
export const own = <const F extends readonly ActField[]>(...asks: F) => ({ verb: 'own', asks }) as const;

/**
 * Who hears of an act: its owner (or who was), whose part it is about, all partners, those whom it asks to be partners, whoever
 * owes something, the office, the rung that it went up to.
 */
export type Hearer = 'owner' | 'part' | 'partners' | 'asked' | 'owing' | 'office' | 'up';
export type Telling = readonly [kind: NoticeKind, ...to: Hearer[]];

export interface Change {
  was: Standing;
  /** With the state, owner and days of the act already. */
  next: Standing;
  input: ActInput;
  /** ISO */
  at: string;
}

/** All that the ledger knows of an act. Its words stand in `words/acts.ts`, its icon beside the item's history. */
export interface Declaration {
  from: readonly (State | null)[];
  /** `same` leaves the state. */
  to: State | 'same';
  who: readonly Side[];
  /** What it cannot go without. */
  needs: readonly Need[];
  /** How people do it; null: it follows from something else that is done. */
  form: Form | null;
  /** Who hears of it, and as which kind of notice. */
  tells: readonly Telling[];
  /** What it changes of the item beside its state, owner and days. */
  changes?: (change: Change) => Partial<Standing>;
  /** What stands against it beside the state it is done from. */
  hinders?: (standing: Standing, input: ActInput) => Refusal | null;
  /** Whether another day that comes with it is no other promise (rule C4). */
  corrects?: (was: Standing) => boolean;
}

export const OFFICE = ['office'] as const;
/** Nobody checks, grants or rates what is his own (rule T4). */
export const CHECKER = ['office', 'not-owner'] as const;
export const OWNER = ['owner', 'office'] as const;
export const SAME = 'same' as const;
export const OWED: readonly State[] = ['dispatched', 'handling'];

export const NOT_NOW: Refusal = { refused: 'item/not-now' };
