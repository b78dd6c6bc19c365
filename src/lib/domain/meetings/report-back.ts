import { daysOverdue, isOverdue } from '../ledger/overdue';
import { RUNNING } from '../ledger/state';

/** What a promise is to those it was made to: late, done, or under way. */
export type ReportGroup = 'late' | 'done' | 'going';
export const REPORT_GROUPS: readonly ReportGroup[] = ['done', 'late', 'going'];

/** A promise of an earlier meeting, as it is reported back. */
export interface Reported {
  id: string;
  number: string;
  title: string;
  state: string;
  group: ReportGroup;
  owner: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  daysLate: number;
  /** What the owner or the office said last of it: why it is late, or how it was done. */
  reason: string;
  /** Mean of the ratings, 1 to 5; null: not rated. */
  rating: number | null;
  /** Uploads of pictures: how it was, and how it is. */
  before: string | null;
  after: string | null;
}

interface Promised {
  state: string;
  /** YYYY-MM-DD */
  dueOn: string | null;
  finishedOn: string | null;
  /** It was answered at the meeting that raised it: nothing was promised. */
  answeredOnTheSpot: boolean;
  /** Residents said of it that it is done, since it was finished. */
  reportedDone: boolean;
}

/** Where a promise is reported (rule B1); null: it is no more to be reported. */
export function reportGroup(promised: Promised, today: string): ReportGroup | null {
  const { state, answeredOnTheSpot, reportedDone } = promised;
  if (['finished', 'verified', 'rated', 'answered'].includes(state))
    return answeredOnTheSpot || reportedDone ? null : 'done';
  if ((RUNNING as readonly string[]).includes(state) || state === 'held')
    return isOverdue(promised, today) ? 'late' : 'going';
  return null;
}

/** Done first, since that is what people came to hear; then what is late, the longest first; then what is under way, by its day. */
export function inReportOrder<T extends Pick<Reported, 'group' | 'daysLate' | 'dueOn' | 'number'>>(
  lines: readonly T[]
): T[] {
  const rank = (line: T) => REPORT_GROUPS.indexOf(line.group);
  return [...lines].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      b.daysLate - a.daysLate ||
      ((a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : (a.dueOn ?? '9999') > (b.dueOn ?? '9999') ? 1 : 0) ||
      (a.number < b.number ? -1 : 1)
  );
}

export { daysOverdue };
