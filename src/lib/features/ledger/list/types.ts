import type { Column as ShownColumn } from './columns';
import type { LedgerFilter } from './filter';

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

/** What the whole page of the list shares. */
export interface ListFrame {
  filter: LedgerFilter;
  choices: Choices;
  columns: readonly ShownColumn[];
  views: readonly ViewLink[];
  own: readonly OwnView[];
  rights: { plan: boolean; write: boolean };
}
