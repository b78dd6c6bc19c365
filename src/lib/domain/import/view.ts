import type { Column } from './fields';
import type { Matched, ProblemKey } from './judge-row';

/** An import as it is listed. */
export interface ImportLine {
  id: string;
  fileName: string;
  status: string;
  byName: string;
  /** ISO */
  createdAt: string;
}

export interface Counts {
  /** Rows to be made or amended. */
  planned: number;
  created: number;
  amended: number;
  /** Known, changed by somebody else meanwhile, and left. */
  left: number;
  /** Taken back, and left because somebody has worked on them since. */
  undone: number;
  kept: number;
}

export interface Named {
  id: string;
  name: string;
}

export interface SheetColumn {
  head: string;
  is: Column;
  samples: readonly string[];
}

export interface ColumnView extends SheetColumn {
  letter: string;
}

export interface ColumnsView {
  sheets: readonly { name: string; hidden: boolean }[];
  sheet: number;
  headRow: number;
  columns: readonly ColumnView[];
}

/** A cell that cannot be read, and where it stands. */
export interface WrongView {
  row: number;
  column: string;
  head: string;
  key: ProblemKey;
  text: string;
  other: number;
  /** `row:column`, by which it is put right. */
  place: string;
  /** What is written there now. */
  written: string;
}

export interface UnmatchedView {
  set: Matched;
  text: string;
  count: number;
  suggested: string;
}

export interface ChangedView {
  row: number;
  version: number;
  id: string;
  number: string;
  title: string;
  state: string;
  locked: boolean;
  ticked: boolean;
  /** Values as the ledger's row has them. */
  differences: readonly { field: string; ledger: string; file: string }[];
  /** The file's words for the state, where the ledger has come to another. */
  fileState: string | null;
}

export interface FreshView {
  row: number;
  title: string;
  detail: string;
  state: string;
  category: string;
  ownerId: string | null;
  venueId: string | null;
  dueOn: string | null;
}

export interface ReviewView {
  counts: { fresh: number; same: number; changed: number; wrong: number };
  unmatched: readonly UnmatchedView[];
  moreUnmatched: number;
  /** Rows that lack what their state needs; with what was chosen for them. */
  lacking: number;
  missing: { due: string; day: string; ownerId: string };
  masked: number;
  hideNumbers: boolean;
  wrong: readonly WrongView[];
  moreWrong: number;
  changed: readonly ChangedView[];
  moreChanged: number;
  /** How many of the changed ones will be amended. */
  amended: number;
  fresh: readonly FreshView[];
  owners: readonly Named[];
  venues: readonly Named[];
}

export interface OutcomeView {
  row: number;
  outcome: string;
  item: { id: string; number: string; title: string };
}

/** The page of an import, by how far it is. */
export type ImportView = {
  id: string;
  fileName: string;
  status: string;
  revision: number;
  counts: Counts;
} & (
  | { step: 'columns'; columns: ColumnsView }
  | { step: 'review'; review: ReviewView }
  | { step: 'gone' }
  | { step: 'under-way' }
  | { step: 'over'; outcomes: readonly OutcomeView[]; kept: readonly OutcomeView[] }
);
