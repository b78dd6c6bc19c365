import type { State } from '../ledger/state';
import type { Subject } from './subject';

/** Fields that hold a day. */
export type DayField = 'submittedOn' | 'respondBy' | 'respondedOn' | 'firstDeadlineOn' | 'deadlineOn' | 'finishedOn';
export type MonthField = DayField | 'firstFinishedOn' | 'ratedOn';
type Timed = MonthField | 'firstFinishedAt' | 'finishedAt';

/**
 * What must hold of an item, as data: `holds` judges it of an item replayed from its events, and the server makes SQL of the same,
 * so that a figure cannot mean two things. Where a day is missing, what compares it does not hold.
 */
export type Condition =
  | { state: readonly State[] }
  /** The day is over. */
  | { over: DayField }
  /** The one is not later than the other. */
  | { upTo: readonly [Timed, Timed] }
  | { not: Condition }
  | { all: readonly Condition[] };

/** @param today YYYY-MM-DD */
export function holds(condition: Condition, subject: Subject, today: string): boolean {
  if ('state' in condition) return condition.state.includes(subject.state);
  if ('not' in condition) return !holds(condition.not, subject, today);
  if ('all' in condition) return condition.all.every((one) => holds(one, subject, today));
  if ('over' in condition) {
    const day = subject[condition.over];
    return day !== null && day < today;
  }
  const [one, other] = condition.upTo.map((field) => subject[field]);
  return one != null && other != null && one <= other;
}
