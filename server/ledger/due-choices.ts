import { addWorkingDays } from '$lib/domain/calendar/work-calendar';
import { limitOf } from '$lib/domain/ledger/clock';
import { TIERS } from '$lib/domain/ledger/category';
import type { Ground } from '../ground';
import { countingFor, countingOf } from './counting';

export interface DueChoices {
  /** YYYY-MM-DD */
  today: string;
  /** What is left of the item's limit; null where it is over. */
  limitOn: string | null;
  /** Quick choices: so many working days from today, and the day that is. */
  within: { days: number; day: string; sure: boolean }[];
}

/** The days that the forms of an item offer, counted by the community's rules and calendar. */
export async function dueChoices(
  s: Pick<Ground, 'store' | 'now'>,
  communityId: string,
  item: { createdAt: string; tier: string; limitOn: string | null }
): Promise<DueChoices> {
  const counting = await countingOf(s.store.q, communityId, s.now().toISOString());
  const { rules, calendar, today } = counting;
  const limitOn = item.limitOn ?? limitOf(0, countingFor(counting, item));
  const days = [...new Set(TIERS.map((tier) => rules.limits[tier]))].sort((a, b) => a - b);
  return {
    today,
    limitOn: limitOn >= today ? limitOn : null,
    within: days.map((count) => ({ days: count, ...addWorkingDays(calendar, today, count) }))
  };
}
