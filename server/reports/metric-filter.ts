import { and, between, eq, isNull, or, type SQL } from 'drizzle-orm';
import {
  METRICS,
  DIMENSIONS,
  FIELD_OF,
  METRIC_KEYS,
  NONE,
  PARTS,
  type Dimension,
  type Metric,
  type MetricKey,
  type Part
} from '$lib/domain/reports/metrics';
import { isMonth, spanOf } from '$lib/domain/reports/month';
import { item } from '../ledger/tables';
import { sqlOf } from './condition-sql';

/** As they stand in the address of a list: `metric=rework&part=numerator&month=2026-11&by=owner&of=<id>`. */
export interface MetricParams {
  metric?: string | null;
  /** `all` when left out: what stands below the line. */
  part?: string | null;
  /** Left out only where the figure is of today. */
  month?: string | null;
  /** A dimension, and one of its units. */
  by?: string | null;
  of?: string | null;
}

/** The same, known to be of the metric book. */
export interface Named {
  metric: MetricKey;
  part: Part;
  month: string | null;
  unit: { by: Dimension; of: string } | null;
}

/** What the parameters name; null where they name no figure of the metric book. */
export function readMetric({ metric: key, part, month, by, of }: MetricParams): Named | null {
  const metric = METRIC_KEYS.find((one) => one === key);
  const which = part ? PARTS.find((one) => one === part) : 'all';
  const dimension = by ? DIMENSIONS.find((dimension) => dimension === by) : null;
  if (!metric || !which || dimension === undefined || (dimension && !of)) return null;
  const told = METRICS[metric].by ? month : null;
  if (METRICS[metric].by && !(told && isMonth(told))) return null;
  // Only a rate has anything above its line; what a mean or a median is of, is all that it counts.
  if (which !== 'all' && METRICS[metric].kind !== 'rate') return null;
  return { metric, part: which, month: told ?? null, unit: dimension && of ? { by: dimension, of } : null };
}

/**
 * The items behind a figure, as a condition on `item` to be joined with the community's and with what the caller may see; null where
 * the parameters name no figure of the metric book.
 * @param today YYYY-MM-DD in the community's time zone
 */
export function metricFilter(params: MetricParams, today: string): SQL | null {
  const named = readMetric(params);
  if (!named) return null;
  const metric = METRICS[named.metric];
  const { part, month, unit } = named;
  const hits = metric.kind === 'rate' && part !== 'all' ? metric.hits : null;
  return and(
    month ? inSpan(metric, spanOf(month)) : undefined,
    sqlOf(metric.counts, today),
    hits ? sqlOf(part === 'numerator' ? hits : { not: hits }, today) : undefined,
    unit ? unitIs(FIELD_OF[unit.by], unit.of) : undefined
  )!;
}

/** The item belongs to these days by the metric's day; any where it is of today. */
export function inSpan({ by }: Metric, { from, to }: { from: string; to: string }): SQL | undefined {
  return by ? between(item[by], from, to) : undefined;
}

function unitIs(field: (typeof FIELD_OF)[keyof typeof FIELD_OF], of: string): SQL | undefined {
  return of === NONE ? or(isNull(item[field]), eq(item[field], '')) : eq(item[field], of);
}
