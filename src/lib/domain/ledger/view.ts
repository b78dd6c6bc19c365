import type { Act } from './acts';
import type { Picture } from '../attachments/view';
import type { Piece } from '../search/mark';

/** A line of the ledger as it is listed. */
export interface ItemLine {
  id: string;
  number: string;
  title: string;
  category: string;
  state: string;
  ownerId: string | null;
  owner: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  venue: string | null;
  /** Came from a tablet after its meeting had been closed. */
  late: boolean;
  /** Came of a dispute between neighbours: not for others' eyes. */
  withheld: boolean;
  /** Still open past its deadline. */
  overdue: boolean;
  /** ISO */
  finishedAt: string | null;
}

/** A line as the desk's list shows it, with every column that can be chosen. */
export interface ListedItem extends ItemLine {
  version: number;
  /** YYYY-MM-DD: what was promised, else what its limit allows */
  deadlineOn: string | null;
  tier: string;
  /** 0 with its owner, 1 with the office, 2 with the secretary */
  level: number;
  grid: string | null;
  channel: string;
  chases: number;
  /** ISO */
  createdAt: string;
  updatedAt: string;
  /** Its title with what was searched for marked; null where nothing was. */
  marked: readonly Piece[] | null;
}

/** A tablet's change to an item that stands already: both values, and which field. */
export interface LateChangeView {
  itemId: string;
  field: string;
  ledgerValue: string;
  tabletValue: string;
  /** Names of the parties among the values, by id. */
  names: Readonly<Record<string, string>>;
  /** ISO */
  seenAt: string;
  /** Number and title of the item, where the card stands away from it. */
  item?: { number: string; title: string };
}

/** A line of an item's history as it is told. */
export interface EventFacts {
  seq: number;
  /** ISO */
  at: string;
  actor: string;
  act: Act;
  fromState: string | null;
  toState: string;
  reason: string;
  /** What an act did not change is empty or null. Parties by name, days as YYYY-MM-DD. */
  owner: string;
  part: string;
  dueOn: string | null;
  limitOn: string | null;
  reviewOn: string | null;
  partners: { name: string; task: string; dueOn: string | null }[];
  ask: { what: 'extend' | 'hold'; day: string } | null;
  rating: { speed: number; effect: number; attitude: number } | null;
  /** How residents were asked. */
  how: string;
  answer: string;
  level: number | null;
  other: { number: string; title: string };
  changed: { field: string; from: string; to: string }[];
}

export interface EventView extends EventFacts {
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

export interface Named {
  id: string;
  name: string;
}

/** What the list can be narrowed by, as far as this person has a choice. */
export interface Choices {
  states: readonly string[];
  owners: readonly Named[];
  venues: readonly Named[];
  grids: readonly Named[];
}

export interface ViewLink {
  key: string;
  count: number;
}

export interface OwnView {
  id: string;
  name: string;
  /** As in the address, without its question mark. */
  query: string;
}

/** What of an item would change, or has: each in words. */
export interface Difference {
  field: 'state' | 'owner' | 'due' | 'category' | 'tier' | 'chases';
  from: string;
  to: string;
}

export interface OutcomeView {
  /** `id.version` as it was chosen. */
  value: string;
  id: string;
  /** Empty where this person may not see it. */
  number: string;
  title: string;
  /** Null where nothing changes. */
  change: readonly Difference[] | null;
  /** Why not, in a sentence; null where nothing stands against it. */
  refusal: string | null;
}
