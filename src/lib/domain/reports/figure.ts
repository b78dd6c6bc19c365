import { daysBetween } from '../meetings/days';
import type { Metric, MetricKey } from './metrics';
import { holds } from './condition';
import { medianRank, scoreInterval, wilson, type Interval } from './interval';
import { spanOf } from './month';
import { FIELD_OF, NONE, type Dimension } from './metrics';
import type { Subject } from './subject';

/** Below it a unit is shown with its number and interval and has no rank (rule F8). */
export const ENOUGH = 10;

/** What is counted of a figure; `addTo` adds one to another. */
export interface Tally {
  /** How many items it is about. */
  n: number;
  /** Of a rate: how many of them; of a score: all points together. */
  sum: number;
  /** Of days: how many items took so many. */
  days: Map<number, number>;
}

export const nothing = (): Tally => ({ n: 0, sum: 0, days: new Map() });

export interface Figure extends Partial<Interval> {
  key: MetricKey;
  n: number;
  /** Of a rate: its numerator. */
  hits: number | null;
  /** A rate from 0 to 1, a mean from 1 to 5, or days; null where nothing is counted. */
  value: number | null;
  /** Too few to compare. */
  few: boolean;
}

/** Whether a figure of this month is about this item (rule F2). */
export function counted(metric: Metric, subject: Subject, month: string, today: string): boolean {
  if (metric.by !== null) {
    const day = subject[metric.by];
    const { from, to } = spanOf(month);
    if (day === null || day < from || day > to) return false;
  }
  return holds(metric.counts, subject, today);
}

/** Counts a figure over items (rules F3 to F7). */
export function tallyOf(metric: Metric, subjects: readonly Subject[], month: string, today: string): Tally {
  const tally = nothing();
  for (const subject of subjects) if (counted(metric, subject, month, today)) addTo(tally, one(metric, subject, today));
  return tally;
}

/** The same for each unit of a dimension. */
export function talliesBy(
  metric: Metric,
  dimension: Dimension,
  subjects: readonly Subject[],
  month: string,
  today: string
): Map<string, Tally> {
  const units = new Map<string, Tally>();
  for (const subject of subjects)
    if (counted(metric, subject, month, today))
      addUnder(units, subject[FIELD_OF[dimension]] || NONE, one(metric, subject, today));
  return units;
}

function one(metric: Metric, subject: Subject, today: string): Tally {
  if (metric.kind === 'rate') return { ...nothing(), n: 1, sum: holds(metric.hits, subject, today) ? 1 : 0 };
  if (metric.kind === 'days')
    return { n: 1, sum: 0, days: new Map([[daysBetween(subject.submittedOn, subject.finishedOn!), 1]]) };
  return { ...nothing(), n: 1, sum: metric.scores.reduce((sum, score) => sum + (subject[score] ?? 0), 0) };
}

export function addTo(tally: Tally, more: Tally): void {
  tally.n += more.n;
  tally.sum += more.sum;
  for (const [took, items] of more.days) tally.days.set(took, (tally.days.get(took) ?? 0) + items);
}

/** Adds to what stands under a key, which begins with nothing. */
export function addUnder<Key>(tallies: Map<Key, Tally>, key: Key, more: Tally): void {
  const tally = tallies.get(key) ?? nothing();
  addTo(tally, more);
  tallies.set(key, tally);
}

/** A figure with its number and its interval (rule F7). */
export function figureOf(metric: Metric, { n, sum, days }: Tally): Figure {
  const { key } = metric;
  const common = { key, n, hits: metric.kind === 'rate' ? sum : null, few: n < ENOUGH };
  if (!n) return { ...common, value: null };
  if (metric.kind === 'rate') return { ...common, value: sum / n, ...wilson(sum, n) };
  if (metric.kind === 'score') {
    const mean = sum / (n * metric.scores.length);
    return { ...common, value: mean, ...scoreInterval(mean, n) };
  }
  const sorted = [...days].sort(([one], [other]) => one - other);
  const rank = medianRank(n);
  const between = rank === null ? null : { low: at(sorted, rank), high: at(sorted, n + 1 - rank) };
  const value = (at(sorted, Math.ceil(n / 2)) + at(sorted, Math.floor(n / 2) + 1)) / 2;
  return { ...common, value, ...between };
}

/** The value at a rank, counted from 1. */
function at(sorted: readonly [value: number, items: number][], rank: number): number {
  let seen = 0;
  for (const [value, items] of sorted) if ((seen += items) >= rank) return value;
  return sorted.at(-1)![0];
}

export interface Unit {
  /** Id of the grid, owner or venue, the category or channel, or `none`. */
  of: string;
  figure: Figure;
  /** 1 for the best; null where there are too few, or neither way is better. */
  rank: number | null;
}

/** Units in the order in which they are shown: those that compare by rank, equals sharing one, then the others by number (rule F8). */
export function ranked({ better }: Metric, units: readonly { of: string; figure: Figure }[]): Unit[] {
  const sign = better === 'low' ? 1 : -1;
  const compare = units
    .filter(({ of: subject, figure }) => better !== null && subject !== NONE && !figure.few)
    .sort((a, b) => sign * (a.figure.value! - b.figure.value!) || (a.of < b.of ? -1 : 1));
  const others = units
    .filter((unit) => !compare.includes(unit))
    .sort((a, b) => Number(a.of === NONE) - Number(b.of === NONE) || b.figure.n - a.figure.n || (a.of < b.of ? -1 : 1));
  const rankOf = (value: number) => 1 + compare.findIndex(({ figure }) => figure.value === value);
  return [
    ...compare.map((unit) => ({ ...unit, rank: rankOf(unit.figure.value!) })),
    ...others.map((unit) => ({ ...unit, rank: null }))
  ];
}
