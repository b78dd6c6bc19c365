import type { Act } from '$lib/domain/ledger/acts';
import type { Picture } from '../../photos/picture';
import type { ItemLine, LateChangeView } from '../types';

export interface EventView {
  seq: number;
  /** ISO */
  at: string;
  actor: string;
  act: string;
  fromState: string | null;
  toState: string;
  reason: string;
  /** What of it changed; empty or null where it did not. Parties by name, days as YYYY-MM-DD. */
  owner: string;
  part: string;
  dueOn: string | null;
  limitOn: string | null;
  reviewOn: string | null;
  partners: readonly { name: string; task: string; dueOn: string | null }[];
  ask: { what: 'extend' | 'hold'; day: string } | null;
  rating: { speed: number; effect: number; attitude: number } | null;
  how: string;
  answer: string;
  level: number | null;
  other: { number: string; title: string };
  changed: readonly { field: string; from: string; to: string }[];
  photos: readonly { id: string; width: number; height: number }[];
}

export interface PartView {
  partyId: string;
  name: string;
  task: string;
  dueOn: string | null;
  state: string;
}

/** Another item that this one came from or went into. */
export interface NeighbourView {
  id: string;
  number: string;
  title: string;
}

/** What the forms of the acts are filled with. */
export interface ActChoices {
  parties: readonly { id: string; name: string; title: string }[];
  venues: readonly { id: string; name: string }[];
  /** YYYY-MM-DD */
  today: string;
  limitOn: string | null;
  within: readonly { days: number; day: string; sure: boolean }[];
}

/** One item with where it came from and what became of it. */
export interface ItemView extends ItemLine {
  detail: string;
  tier: string;
  answer: string;
  channel: string;
  raisedBy: string;
  supporters: number;
  createdAt: string;
  updatedAt: string;
  meeting: { id: string; title: string; startsAt: string } | null;
  quotes: readonly { id: string; at: string; kind: string; speaker: string; text: string }[];
  photos: readonly Picture[];
  /** Oldest first. */
  events: readonly EventView[];
  lateChanges: readonly LateChangeView[];
  version: number;
  venueId: string | null;
  /** What counts where nothing was promised. */
  limitOn: string | null;
  firstDueOn: string | null;
  acceptBy: string | null;
  reviewOn: string | null;
  sure: boolean;
  asked: { what: 'extend' | 'hold'; day: string; reason: string } | null;
  level: number;
  returns: number;
  reworks: number;
  chases: number;
  rating: { speed: number; effect: number; attitude: number } | null;
  parts: readonly PartView[];
  into: NeighbourView | null;
  from: NeighbourView | null;
  absorbed: readonly NeighbourView[];
  acts: readonly Act[];
}
