import type { SortKey } from '$lib/domain/ledger/list-order';

/** Columns of the table beside number and title, which always stand there. */
export const COLUMNS = [
  'state',
  'owner',
  'due',
  'category',
  'tier',
  'level',
  'venue',
  'grid',
  'channel',
  'chases',
  'created',
  'updated'
] as const;
export type Column = (typeof COLUMNS)[number];

/** What is shown until somebody chooses. */
export const USUAL: readonly Column[] = ['state', 'owner', 'due'];

/** Which columns sort by what. */
export const SORTED_BY: Partial<Record<Column | 'number', SortKey>> = {
  number: 'number',
  due: 'deadline',
  level: 'level',
  created: 'created',
  updated: 'updated'
};

/** Kept on the device: a wide screen at the desk and a phone want other columns. */
export const COLUMNS_COOKIE = 'stool_columns';

/** The columns that were chosen, in the order of the table; the usual ones where nothing was. */
export function columnsFrom(text: string | undefined): Column[] {
  if (text === undefined) return [...USUAL];
  const chosen = text.split('.');
  return COLUMNS.filter((column) => chosen.includes(column));
}
