import { deadlineOf, firstDeadlineOf, type Standing } from '../ledger/item-state';
import type { State } from '../ledger/state';
import { replay, type ActEvent } from '../ledger/transitions';
import { dayIn } from '../meetings/days';

/** What no act changes of where an item stands: when it came, and where it belongs today. */
export interface Facts {
  /** ISO */
  createdAt: string;
  category: string;
  gridId: string | null;
  venueId: string | null;
  channel: string;
}

/** One item as its history tells it. */
export interface History {
  facts: Facts;
  events: readonly ActEvent[];
}

/** What figures look at of an item; the names are those of its row. Days are YYYY-MM-DD in the community's time zone. */
export interface Subject extends Omit<Facts, 'createdAt'> {
  state: State;
  ownerId: string | null;
  submittedOn: string;
  respondBy: string | null;
  respondedOn: string | null;
  firstDeadlineOn: string | null;
  deadlineOn: string | null;
  /** ISO, so that what is done twice in a day differs. */
  firstFinishedAt: string | null;
  finishedAt: string | null;
  firstFinishedOn: string | null;
  finishedOn: string | null;
  ratedOn: string | null;
  speed: number | null;
  effect: number | null;
  attitude: number | null;
}

/** Where an item stood at a moment (ISO), that moment included; null before its first event (rule F1). */
export function standingAt(events: readonly ActEvent[], moment: string): Standing | null {
  return replay(events.filter(({ at }) => at <= moment));
}

/** An item as it stood at a moment; null where there was none yet (rule F1). */
export function subjectAt({ facts, events }: History, moment: string, timeZone: string): Subject | null {
  const standing = standingAt(events, moment);
  if (!standing) return null;
  const { category, gridId, venueId, channel } = facts;
  const { state, ownerId, respondBy, respondedAt, firstFinishedAt, finishedAt, ratedAt, rating } = standing;
  const day = (at: string | null) => at && dayIn(at, timeZone);
  return {
    state,
    ownerId,
    category,
    gridId,
    venueId,
    channel,
    respondBy,
    firstFinishedAt,
    finishedAt,
    submittedOn: dayIn(facts.createdAt, timeZone),
    respondedOn: day(respondedAt),
    firstDeadlineOn: firstDeadlineOf(standing),
    deadlineOn: deadlineOf(standing),
    firstFinishedOn: day(firstFinishedAt),
    finishedOn: day(finishedAt),
    ratedOn: day(ratedAt),
    speed: rating?.speed ?? null,
    effect: rating?.effect ?? null,
    attitude: rating?.attitude ?? null
  };
}
