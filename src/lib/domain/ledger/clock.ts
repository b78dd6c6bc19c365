import { addWorkingDays, workingDaysBetween, type WorkCalendar } from '../calendar/work-calendar';
import type { Tier } from './category';
import type { LedgerSettings } from './ledger-settings';
import type { ActInput, Standing } from './item-state';
import type { Act } from './acts';

/** What the clock of an item is counted with. */
export interface Counting {
  rules: LedgerSettings;
  calendar: WorkCalendar;
  /** YYYY-MM-DD */
  today: string;
  /** YYYY-MM-DD: the day of its submission, from which its limit runs (rule C1) */
  submittedOn: string;
  tier: Tier;
  /** YYYY-MM-DD: the day of a moment, in the community's time zone */
  dayOf: (moment: string) => string;
}

/** The last day that the limit of a tier allows, the days on hold added (rule C1). */
export function limitOf(heldDays: number, { rules, calendar, submittedOn, tier }: Counting): string {
  return addWorkingDays(calendar, submittedOn, rules.limits[tier] + heldDays).day;
}

/** The last day for the first answer, counted from its submission: nobody's item waits no longer than another (rule C6). */
function respondByOf({ rules, calendar, submittedOn }: Counting): string {
  return addWorkingDays(calendar, submittedOn, rules.acceptWithin).day;
}

/**
 * The days that go with an act, counted and added to what was given; judged afterwards by `decide`. What was given stands.
 * @param standing null when the item is about to be opened
 */
export function withDays(standing: Standing | null, act: Act, input: ActInput, counting: Counting): ActInput {
  const { rules, calendar, today } = counting;
  const counted = input.dueWithin
    ? { ...input, dueOn: addWorkingDays(calendar, input.dueWithin.from, input.dueWithin.days).day }
    : input;
  if (act === 'open') {
    const by = respondByOf(counting);
    // Of what comes from an older ledger when that day is over nobody knows when it was answered.
    return { limitOn: limitOf(0, counting), ...(by < today ? {} : { respondBy: by }), ...counted };
  }
  if (!standing) return counted;
  if (act === 'dispatch') {
    // Dispatched without a day it has what is left of its limit; a limit that is over is nobody's promise.
    const left = standing.limitOn && standing.limitOn >= today ? { dueOn: standing.limitOn } : {};
    const dueOn = standing.dueOn || counted.dueOn !== undefined ? {} : left;
    const { firstDueOn: _, ...options } = counted;
    return {
      ...dueOn,
      acceptBy: addWorkingDays(calendar, today, rules.acceptWithin).day,
      ...options,
      // The first thing its people could count on was that limit: a promise that comes after it does not wipe it away.
      ...(!standing.firstDueOn && standing.limitOn && standing.limitOn < today ? { firstDueOn: standing.limitOn } : {})
    };
  }
  if (act === 'resume' && standing.heldSince) {
    const heldDays = Math.max(0, workingDaysBetween(calendar, counting.dayOf(standing.heldSince), today).days);
    const dueOn = standing.dueOn && heldDays ? addWorkingDays(calendar, standing.dueOn, heldDays).day : undefined;
    return {
      heldDays,
      ...(standing.limitOn ? { limitOn: limitOf(standing.heldDays + heldDays, counting) } : {}),
      ...(dueOn && dueOn !== standing.dueOn ? { dueOn } : {}),
      ...counted
    };
  }
  return counted;
}

/** The days of an item that come out otherwise now, for a `recalculate`; null where none does (rule C5). */
export function recalculated(standing: Standing, counting: Counting): ActInput | null {
  const { calendar, rules } = counting;
  const { limitOn, acceptBy, respondBy, respondedAt, dueOn, dueWithin, dispatchedAt } = standing;
  const next: ActInput = {};
  if (limitOn) next.limitOn = limitOf(standing.heldDays, counting);
  if (acceptBy && dispatchedAt)
    next.acceptBy = addWorkingDays(calendar, counting.dayOf(dispatchedAt), rules.acceptWithin).day;
  if (respondBy && !respondedAt) next.respondBy = respondByOf(counting);
  if (dueOn && dueWithin && !standing.heldDays) {
    next.dueOn = addWorkingDays(calendar, dueWithin.from, dueWithin.days).day;
    next.dueWithin = dueWithin;
  }
  if ((next.limitOn ?? limitOn) === limitOn) delete next.limitOn;
  if ((next.acceptBy ?? acceptBy) === acceptBy) delete next.acceptBy;
  if ((next.respondBy ?? respondBy) === respondBy) delete next.respondBy;
  if ((next.dueOn ?? dueOn) === dueOn) {
    delete next.dueOn;
    delete next.dueWithin;
  }
  return Object.keys(next).length ? next : null;
}
