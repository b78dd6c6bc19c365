import { daysBetween } from '../meetings/days';
import { RUNNING, type State } from './state';

interface Dated {
  state: State | (string & {});
  /** YYYY-MM-DD: what was promised */
  dueOn: string | null;
  /** YYYY-MM-DD: what the limit of its tier allows; counts where nothing was promised */
  limitOn?: string | null;
}

const deadline = ({ dueOn, limitOn }: Dated) => dueOn ?? limitOn ?? null;

/** Whether it is still owed past its deadline. The day itself still counts as in time. */
export function isOverdue(item: Dated, today: string): boolean {
  const day = deadline(item);
  return day !== null && day < today && (RUNNING as readonly string[]).includes(item.state);
}

/**
 * Days past the deadline: up to the day it was finished, else up to today while it is owed; 0 in time or without one.
 * It stays on record after the item is finished.
 */
export function daysOverdue(item: Dated & { finishedOn: string | null }, today: string): number {
  const day = deadline(item);
  if (day === null || (!item.finishedOn && !isOverdue(item, today))) return 0;
  return Math.max(0, daysBetween(day, item.finishedOn ?? today));
}
