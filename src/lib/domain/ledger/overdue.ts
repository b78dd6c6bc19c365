import { daysBetween } from '../meetings/days';
import { RUNNING, type State } from './state';

interface Dated {
  state: State | (string & {});
  /** YYYY-MM-DD */
  dueOn: string | null;
}

/** Whether it is still owed past its deadline. The day itself still counts as in time. */
export function isOverdue({ state, dueOn }: Dated, today: string): boolean {
  return dueOn !== null && dueOn < today && (RUNNING as readonly string[]).includes(state);
}

/**
 * Days past the deadline: up to the day it was finished, else up to today while it is owed; 0 in time or without one.
 * It stays on record after the item is finished.
 */
export function daysOverdue(item: Dated & { finishedOn: string | null }, today: string): number {
  if (item.dueOn === null || (!item.finishedOn && !isOverdue(item, today))) return 0;
  return Math.max(0, daysBetween(item.dueOn, item.finishedOn ?? today));
}
