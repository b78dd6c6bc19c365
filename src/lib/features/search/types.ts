import type { QuotedField } from '$lib/domain/ledger/searched';
import type { Piece } from '$lib/domain/search/mark';

export interface FoundItem {
  id: string;
  number: string;
  title: readonly Piece[];
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
