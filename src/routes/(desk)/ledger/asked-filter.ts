import { CATEGORIES } from '$lib/domain/ledger/category';
import { STATES } from '$lib/domain/ledger/state';
import { filterFrom } from '$lib/features/ledger/list/filter';
import type { ItemFilter } from '$server/ledger';

/** The value, if it is one that exists; an address typed by hand narrows nothing it does not know. */
const known = <T extends string>(values: readonly T[], value: string): T | undefined =>
  values.find((one) => one === value);

/** What of the ledger an address asks for: the list and its export read it alike. */
export function askedFilter(query: URLSearchParams): Omit<ItemFilter, 'cursor' | 'limit'> {
  const filter = filterFrom(query);
  return {
    q: filter.q || undefined,
    state: known(STATES, filter.state),
    category: known(CATEGORIES, filter.category),
    owner: filter.owner || undefined,
    venue: filter.venue || undefined,
    overdue: filter.overdue || undefined
  };
}
