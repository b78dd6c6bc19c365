import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { daysBetween } from '$lib/domain/meetings/days';
import {
  METRICS,
  FIELD_OF,
  METRIC_KEYS,
  NONE,
  type Dimension,
  type Metric,
  type MetricKey
} from '$lib/domain/reports/metrics';
import { addUnder, nothing, type Tally } from '$lib/domain/reports/figure';
import { monthOf } from '$lib/domain/reports/month';
import type { Query } from '../db/store';
import { item } from '../ledger/tables';
import { sqlOf } from './condition-sql';
import { inSpan } from './metric-filter';

export interface Asked {
  communityId: string;
  /** Days, YYYY-MM-DD; what is told of today has none. */
  from: string;
  to: string;
  today: string;
}

export type Tallies = ReadonlyMap<MetricKey, Tally>;

/**
 * The metrics that are looked up by the same day, so that each index is walked once whatever is counted on the way.
 */
function cohorts(keys: readonly MetricKey[]): Metric[][] {
  const by = new Map<string, Metric[]>();
  for (const metric of keys.map((key) => METRICS[key])) {
    const cohort = `${metric.kind === 'days'} ${metric.by}`;
    by.set(cohort, [...(by.get(cohort) ?? []), metric]);
  }
  return [...by.values()];
}

/**
 * Each metric by month; a metric of today stands under the empty month. Grouped by the day itself, in whose order the index lies:
 * the database then sorts nothing, and a year has no more than 366 rows to add up here.
 */
export async function talliesByMonth(
  q: Query,
  asked: Asked,
  keys: readonly MetricKey[] = METRIC_KEYS
): Promise<ReadonlyMap<string, Tallies>> {
  const months = new Map<string, Map<MetricKey, Tally>>();
  for (const metrics of cohorts(keys)) {
    const { by } = metrics[0]!;
    for (const row of await rowsOf(q, asked, metrics, by ? { day: sql`${item[by]}` } : {})) {
      const month = by ? monthOf(String(row.day)) : '';
      const tallies = months.get(month) ?? new Map<MetricKey, Tally>();
      for (const [key, tally] of tallied(metrics, row)) addUnder(tallies, key, tally);
      months.set(month, tallies);
    }
  }
  return months;
}

/** One metric by each unit of each dimension, from one pass: what shares all of them is counted by the database, the rest added up here. */
export async function talliesByUnit(
  q: Query,
  asked: Asked,
  key: MetricKey
): Promise<Record<Dimension, ReadonlyMap<string, Tally>>> {
  const metric = METRICS[key];
  const dimensions = Object.keys(FIELD_OF) as Dimension[];
  const fields = Object.fromEntries(
    dimensions.map((dimension) => [dimension, sql<string | null>`${item[FIELD_OF[dimension]]}`])
  );
  const units = Object.fromEntries(dimensions.map((dimension) => [dimension, new Map()])) as Record<
    Dimension,
    Map<string, Tally>
  >;
  for (const row of await rowsOf(q, asked, [metric], fields)) {
    const tally = tallied([metric], row)[0]![1];
    if (!tally.n) continue;
    for (const dimension of dimensions) {
      const unit = (row[dimension] as string | null) || NONE;
      addUnder(units[dimension], unit, tally);
    }
  }
  return units;
}

type Row = Record<string, string | number | null>;

async function rowsOf(q: Query, asked: Asked, metrics: readonly Metric[], groups: Record<string, SQL>): Promise<Row[]> {
  const { communityId, today } = asked;
  const [first] = metrics as [Metric];
  const took: Record<string, SQLiteColumn> =
    first.kind === 'days' ? { finishedOn: item.finishedOn, submittedOn: item.submittedOn } : {};
  // Only where no day bounds it: beside one, a state to look up would lead some planners to an index of states and by every row of it.
  const only = first.by ? undefined : sqlOf(first.counts, today);
  const rows = await q
    .select({ ...groups, ...took, ...sums(metrics, today) })
    .from(item)
    .where(and(eq(item.communityId, communityId), inSpan(first, asked), only))
    .groupBy(...Object.values(groups), ...Object.values(took))
    .all();
  return rows as Row[];
}

/** `<key>/n` and `<key>/sum` of each metric. */
function sums(metrics: readonly Metric[], today: string): Record<string, SQL<number>> {
  const columns: Record<string, SQL<number>> = {};
  for (const metric of metrics) {
    const counts = sqlOf(metric.counts, today);
    columns[`${metric.key}/n`] = sql<number>`sum(case when ${counts} then 1 else 0 end)`;
    if (metric.kind === 'rate')
      columns[`${metric.key}/sum`] =
        sql<number>`sum(case when ${counts} and ${sqlOf(metric.hits, today)} then 1 else 0 end)`;
    if (metric.kind === 'score') {
      const points = sql.join(
        metric.scores.map((score) => sql`coalesce(${item[score]}, 0)`),
        sql` + `
      );
      columns[`${metric.key}/sum`] = sql<number>`sum(case when ${counts} then ${points} else 0 end)`;
    }
  }
  return columns;
}

function tallied(metrics: readonly Metric[], row: Row): [MetricKey, Tally][] {
  return metrics.map(({ key, kind }) => {
    const n = Number(row[`${key}/n`] ?? 0);
    if (kind !== 'days') return [key, { ...nothing(), n, sum: Number(row[`${key}/sum`] ?? 0) }];
    return [key, { n, sum: 0, days: new Map([[daysBetween(String(row.submittedOn), String(row.finishedOn)), n]]) }];
  });
}
