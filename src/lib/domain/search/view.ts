import type { QuotedField } from '../ledger/searched';
import type { Piece } from './mark';

export interface FoundItem {
  id: string;
  number: string;
  title: readonly Piece[];
  /** Where it was found, if not in its title: a piece of it. */
  where: { field: QuotedField; pieces: readonly Piece[] } | null;
  state: string;
  owner: string | null;
  /** YYYY-MM-DD */
  deadlineOn: string | null;
  overdue: boolean;
  /** ISO */
  finishedAt: string | null;
}

/** What was found, in groups. */
export interface FoundView {
  numbered: readonly FoundItem[];
  items: readonly FoundItem[];
  total: number;
  /** There are more than that. */
  atLeast: boolean;
  meetings: readonly { id: string; startsAt: string; title: readonly Piece[] }[];
  lines: readonly {
    id: string;
    meetingId: string;
    meetingTitle: string;
    at: string;
    speaker: string;
    text: readonly Piece[];
  }[];
}
