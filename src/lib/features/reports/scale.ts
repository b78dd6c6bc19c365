import { METRICS, type MetricKey } from '$lib/domain/reports/metrics';
import type { Figure } from '$lib/domain/reports/figure';

/** What a chart of these figures reaches from and to, and the lines across it. */
export interface Scale {
  low: number;
  high: number;
  lines: readonly number[];
}

export function scaleOf(key: MetricKey, figures: readonly Figure[]): Scale {
  const { kind } = METRICS[key];
  if (kind === 'rate') return { low: 0, high: 1, lines: [0, 0.5, 1] };
  if (kind === 'score') return { low: 1, high: 5, lines: [1, 3, 5] };
  const most = Math.max(1, ...figures.map(({ value, high }) => Math.max(value ?? 0, high ?? 0)));
  const step = 10 ** Math.floor(Math.log10(most));
  const high = [1, 2, 5, 10].map((times) => times * step).find((end) => end >= most) ?? most;
  return { low: 0, high, lines: [0, high / 2, high] };
}

/** Where a value lies, from 0 at the low end to 1 at the high one. */
export function place(value: number, { low, high }: Scale): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}
