import { isSortKey, usualOrder, type ListOrder } from '$lib/domain/ledger/list-order';

/** How the list is shown. */
export const LAYOUTS = ['table', 'board', 'calendar'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Filters of one value each, as they stand in the address. */
export const SINGLE = [
  'view',
  'q',
  'category',
  'tier',
  'owner',
  'partner',
  'venue',
  'grid',
  'channel',
  'level',
  'month',
  'due'
] as const;
export const FLAGS = ['overdue', 'late'] as const;

/** What the list is narrowed and sorted by and how it is shown, as it stands in the address. */
export interface LedgerFilter extends Record<(typeof SINGLE)[number], string>, Record<(typeof FLAGS)[number], boolean> {
  /** Any of these; none: all. */
  state: string[];
  /** Null: as is usual for how it is shown. */
  sort: ListOrder | null;
  as: Layout;
  /** YYYY-MM that the calendar shows; empty: this month. */
  on: string;
}

/** Reads the filter from an address or a form; what is missing narrows nothing. */
export function filterFrom(query: Pick<URLSearchParams | FormData, 'get' | 'getAll' | 'has'>): LedgerFilter {
  const one = (name: string) => String(query.get(name) ?? '').trim();
  const on = (name: string) => query.has(name) && one(name) !== '0';
  const by = one('sort');
  const order = one('order');
  return {
    ...(Object.fromEntries(SINGLE.map((name) => [name, one(name)])) as Record<(typeof SINGLE)[number], string>),
    overdue: on('overdue'),
    late: on('late'),
    state: [...new Set(query.getAll('state').map((state) => String(state).trim()))].filter(Boolean),
    sort: isSortKey(by) ? { by, desc: order ? order === 'desc' : usualOrder(by).desc } : null,
    as: LAYOUTS.find((layout) => layout === one('as')) ?? 'table',
    on: one('on')
  };
}

/** The address of the list with this filter, at its first page or at `cursor`. */
export function addressOf(filter: LedgerFilter, cursor?: string | null): string {
  const query = new URLSearchParams();
  for (const name of SINGLE) if (filter[name]) query.set(name, filter[name]);
  for (const state of filter.state) query.append('state', state);
  for (const name of FLAGS) if (filter[name]) query.set(name, '1');
  if (filter.sort) {
    query.set('sort', filter.sort.by);
    if (filter.sort.desc !== usualOrder(filter.sort.by).desc) query.set('order', filter.sort.desc ? 'desc' : 'asc');
  }
  if (filter.as !== 'table') query.set('as', filter.as);
  if (filter.on) query.set('on', filter.on);
  if (cursor) query.set('cursor', cursor);
  const text = query.toString();
  return text ? `/ledger?${text}` : '/ledger';
}

/** The address of an act of the list's page, which is then shown with this filter again. */
export function actionOf(filter: LedgerFilter, name: string): string {
  return `/ledger?/${name}${addressOf(filter).replace(/^\/ledger\??/, '&')}`.replace(/&$/, '');
}

/** How many filters narrow the list; how it is sorted and shown narrows nothing. */
export function narrowedBy(filter: LedgerFilter): number {
  return [...SINGLE.map((name) => filter[name]), ...FLAGS.map((name) => filter[name]), filter.state.length].filter(
    Boolean
  ).length;
}

/** The filter without what narrows it: sorted and shown as before. */
export function freed(filter: LedgerFilter): LedgerFilter {
  const { sort, as, on } = filter;
  return { ...filterFrom(new URLSearchParams()), sort, as, on };
}

/** What somebody keeps under a name: the filter, not the page nor the month that he happened to look at. */
export function kept(filter: LedgerFilter): string {
  return addressOf({ ...filter, on: '' }).replace(/^\/ledger\??/, '');
}
