/** What the list is narrowed by, as it stands in the address. */
export interface LedgerFilter {
  q: string;
  state: string;
  category: string;
  owner: string;
  venue: string;
  overdue: boolean;
}

/** Reads the filter from an address or a form; what is missing narrows nothing. */
export function filterFrom(query: Pick<URLSearchParams | FormData, 'get' | 'has'>): LedgerFilter {
  const one = (name: string) => String(query.get(name) ?? '').trim();
  return {
    q: one('q'),
    state: one('state'),
    category: one('category'),
    owner: one('owner'),
    venue: one('venue'),
    overdue: query.has('overdue') && query.get('overdue') !== '0'
  };
}

/** The address of the list with this filter, at its first page or at `cursor`. */
export function addressOf(filter: LedgerFilter, cursor?: string | null): string {
  const query = new URLSearchParams();
  for (const name of ['q', 'state', 'category', 'owner', 'venue'] as const)
    if (filter[name]) query.set(name, filter[name]);
  if (filter.overdue) query.set('overdue', '1');
  if (cursor) query.set('cursor', cursor);
  const text = query.toString();
  return text ? `/ledger?${text}` : '/ledger';
}

/** How many filters narrow the list. */
export function narrowedBy(filter: LedgerFilter): number {
  return Object.values(filter).filter(Boolean).length;
}
