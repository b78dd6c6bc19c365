import type { Choices, OwnView, ViewLink } from '$lib/domain/ledger/view';
import type { Column as ShownColumn } from './columns';
import type { LedgerFilter } from './filter';

/** What the whole page of the list shares. */
export interface ListFrame {
  filter: LedgerFilter;
  choices: Choices;
  columns: readonly ShownColumn[];
  views: readonly ViewLink[];
  own: readonly OwnView[];
  rights: { plan: boolean; write: boolean };
}
