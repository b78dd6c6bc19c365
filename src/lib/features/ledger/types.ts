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
