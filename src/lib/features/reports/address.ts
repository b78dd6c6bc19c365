import type { Dimension, MetricKey, Part } from '$lib/domain/reports/metrics';

/** The page that lists the items behind a figure; it takes these parameters alone. */
const LIST = '/figures/items';

export interface Behind {
  metric: MetricKey;
  part: Part;
  /** Null where the figure is of today. */
  month: string | null;
  by?: Dimension;
  of?: string;
}

/** The address of just the items behind a figure, at its first page or at `cursor`. */
export function behind({ metric, part, month, by, of }: Behind, cursor?: string | null): string {
  const query = new URLSearchParams({ metric, part });
  if (month) query.set('month', month);
  if (by && of) {
    query.set('by', by);
    query.set('of', of);
  }
  if (cursor) query.set('cursor', cursor);
  return `${LIST}?${query}`;
}

/** The page of one figure, broken down. */
export function pageOf(metric: MetricKey, month: string): string {
  return `/figures/${metric}?month=${month}`;
}
