import { CATEGORIES, CHANNELS, TIERS } from '$lib/domain/ledger/category';
import { HIGHEST_LEVEL } from '$lib/domain/ledger/item-state';
import { STATES } from '$lib/domain/ledger/state';
import { filterFrom } from '$lib/features/ledger/list/filter';
import { VIEWS, type ItemFilter } from '$server/ledger';

/** The value, if it is one that exists; an address typed by hand narrows nothing it does not know. */
const known = <T extends string>(values: readonly T[], value: string): T | undefined =>
  values.find((one) => one === value);

/** What of the ledger an address asks for: the list, its board, its calendar and its export read it alike. */
export function askedFilter(query: URLSearchParams): Omit<ItemFilter, 'cursor' | 'limit'> {
  const filter = filterFrom(query);
  const level = Number(filter.level);
  return {
    q: filter.q || undefined,
    view: known(VIEWS, filter.view),
    state: STATES.filter((state) => filter.state.includes(state)),
    category: known(CATEGORIES, filter.category),
    tier: known(TIERS, filter.tier),
    channel: known(CHANNELS, filter.channel),
    owner: filter.owner || undefined,
    partner: filter.partner || undefined,
    venue: filter.venue || undefined,
    grid: filter.grid || undefined,
    level: Number.isInteger(level) && level > 0 && level <= HIGHEST_LEVEL ? level : undefined,
    month: filter.month || undefined,
    due: filter.due || undefined,
    overdue: filter.overdue || undefined,
    late: filter.late || undefined,
    sort: filter.sort ?? undefined
  };
}
