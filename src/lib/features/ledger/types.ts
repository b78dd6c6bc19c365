import type { Piece } from '$lib/domain/search/mark';

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
