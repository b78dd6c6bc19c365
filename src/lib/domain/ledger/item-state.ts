import type { State } from './state';

/** What a joint partner (联办) has been asked for, and how far he is. */
export interface Part {
  /** His own part of the work, in words. */
  task: string;
  /** YYYY-MM-DD */
  dueOn: string | null;
  state: 'asked' | 'accepted' | 'returned' | 'done' | 'released';
}

/** What an owner has asked the office for and waits to hear about. */
export interface Asked {
  what: 'extend' | 'hold';
  /** YYYY-MM-DD: the new deadline, or the day on which to look at it again */
  day: string;
  reason: string;
}

/** “Within `days` working days of `from`” (YYYY-MM-DD). */
export interface DueWithin {
  from: string;
  days: number;
}

/** How residents' rating came: a call-back, a visit, a public notice, at a meeting (MISSION B9). */
export const RATED_BY = ['call', 'visit', 'notice', 'meeting'] as const;

export interface Rating {
  speed: number;
  effect: number;
  attitude: number;
}

/** What the rules look at of an item; its row holds the same, and its events alone tell it (rule T9). */
export interface Standing {
  state: State;
  ownerId: string | null;
  /** YYYY-MM-DD: what was promised */
  dueOn: string | null;
  /** Where the promise was given in working days: counted again when the holidays of a year are announced (rule C5). */
  dueWithin: DueWithin | null;
  /**
   * YYYY-MM-DD: what was promised first, at the meeting or with the dispatch, before any extension. Where the limit was over
   * before anybody promised, that limit (rule C4).
   */
  firstDueOn: string | null;
  /** YYYY-MM-DD: what the limit of its tier allows, counted from its submission */
  limitOn: string | null;
  /** YYYY-MM-DD: by when its owner is to say yes or no; null while nobody has to */
  acceptBy: string | null;
  /** YYYY-MM-DD: by when its people are to have their first answer, counted from its submission whoever owns it (rule C6) */
  respondBy: string | null;
  /** By party id. */
  parts: Readonly<Record<string, Part>>;
  asked: Asked | null;
  /** ISO: since when its clock stands still */
  heldSince: string | null;
  /** YYYY-MM-DD: when a hold is looked at again */
  reviewOn: string | null;
  /** Working days that its clock has stood still so far. */
  heldDays: number;
  /** How often it was given back, and how often it had to be done again. */
  returns: number;
  reworks: number;
  /** How far up it has gone: 0 with its owner, 1 with the office, 2 with the secretary. */
  level: number;
  mergedInto: string | null;
  /** How often its owner was chased, and when last (ISO). */
  chases: number;
  chasedAt: string | null;
  /** ISO each; the first answer its people had, and the last of the others */
  respondedAt: string | null;
  dispatchedAt: string | null;
  finishedAt: string | null;
  /** When it was first said to be done; stays when it has to be done again. */
  firstFinishedAt: string | null;
  verifiedAt: string | null;
  ratedAt: string | null;
  rating: Rating | null;
}

/** Where an item stands before anything has been said of it. */
export const FRESH: Standing = {
  state: 'open',
  ownerId: null,
  dueOn: null,
  dueWithin: null,
  firstDueOn: null,
  limitOn: null,
  acceptBy: null,
  respondBy: null,
  parts: {},
  asked: null,
  heldSince: null,
  reviewOn: null,
  heldDays: 0,
  returns: 0,
  reworks: 0,
  level: 0,
  mergedInto: null,
  chases: 0,
  chasedAt: null,
  respondedAt: null,
  dispatchedAt: null,
  finishedAt: null,
  firstFinishedAt: null,
  verifiedAt: null,
  ratedAt: null,
  rating: null
};

export const HIGHEST_LEVEL = 2;

/** What an act may be given; what it must be given stands in the table. The same words stand in an event's `detail`. */
export interface ActInput {
  ownerId?: string | null;
  /** YYYY-MM-DD */
  dueOn?: string | null;
  dueWithin?: DueWithin | null;
  /** Working days that a hold has lasted. */
  heldDays?: number;
  /** Why, for those concerned to read. */
  reason?: string;
  answer?: string;
  /** The item that this one goes into. */
  intoId?: string;
  /** The import that it came with. */
  importId?: string;
  /** The item that came out of this one or went into it. */
  otherId?: string;
  rating?: Rating;
  /** How residents were asked. */
  how?: (typeof RATED_BY)[number];
  /** ISO: when it was done, where that is known to be earlier than the act: an older ledger brought in. */
  happenedAt?: string;
  /** Uploads of pictures that show it. */
  photos?: string[];
  /** Joint partners and what each is asked for. */
  partners?: readonly { partyId: string; task: string; dueOn: string | null }[];
  /** Whose part an act on a part is about. */
  partyId?: string;
  ask?: { what: 'extend' | 'hold'; day: string };
  /** YYYY-MM-DD each */
  reviewOn?: string;
  limitOn?: string | null;
  acceptBy?: string | null;
  respondBy?: string | null;
  /** What counts as promised first, where the limit was over before anybody promised. */
  firstDueOn?: string;
  level?: number;
}

/** The deadline that counts: what was promised, else what the limit of its tier allows. */
export function deadlineOf({ dueOn, limitOn }: Pick<Standing, 'dueOn' | 'limitOn'>): string | null {
  return dueOn ?? limitOn;
}

/** The deadline that its people knew first: what was promised first, else the limit. No extension moves it (rule C4). */
export function firstDeadlineOf({ firstDueOn, limitOn }: Pick<Standing, 'firstDueOn' | 'limitOn'>): string | null {
  return firstDueOn ?? limitOn;
}

/** Parts that somebody still owes: a lead cannot finish over them (rule J2). */
export function openParts({ parts }: Pick<Standing, 'parts'>): string[] {
  return Object.keys(parts).filter((partyId) => !['done', 'released'].includes(parts[partyId]!.state));
}
