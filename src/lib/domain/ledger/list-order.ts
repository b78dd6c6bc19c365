/** What a list of the ledger can be sorted by. */
export const SORT_KEYS = ['created', 'updated', 'deadline', 'number', 'level'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface ListOrder {
  by: SortKey;
  /** The latest, the highest first. What has no deadline comes last either way. */
  desc: boolean;
}

/** The newest first. */
export const DEFAULT_ORDER: ListOrder = { by: 'created', desc: true };

export function isSortKey(value: unknown): value is SortKey {
  return (SORT_KEYS as readonly unknown[]).includes(value);
}

/** Which way a key is sorted when it is asked for first: the next deadline, but the latest of everything else. */
export function usualOrder(by: SortKey): ListOrder {
  return { by, desc: by !== 'deadline' };
}
