import { and, eq, gt, min } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { METRICS, DIMENSIONS, METRIC_KEYS, type Dimension, type MetricKey } from '$lib/domain/reports/metrics';
import { figureOf, nothing, ranked, type Figure, type Unit } from '$lib/domain/reports/figure';
import { isMonth, monthOf, monthsUpTo, spanOf } from '$lib/domain/reports/month';
import type { Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import type { Caller } from '../identity';
import { item } from '../ledger/tables';
import type { Ground } from '../ground';
import { unitNames } from './names';
import { talliesByMonth, talliesByUnit, type Tallies } from './tallies';

const TREND = 12;

/** Figures of one month beside those of the month before. */
export interface MonthFigures {
  /** YYYY-MM */
  month: string;
  /** YYYY-MM-DD: by which what is over was told. */
  today: string;
  /** The months that can be asked for, from the first item on. */
  earliest: string;
  latest: string;
  /** In the order of the metric book. */
  figures: Figure[];
  /** The same of the month before, but what is told of today. */
  before: Figure[];
}

export interface UnitFigures extends Omit<MonthFigures, 'figures' | 'before'> {
  figure: Figure;
  trend: { month: string; figure: Figure }[];
  /** With the names of grids, owners and places; the words of categories and channels stand elsewhere. */
  units: Record<Dimension, (Unit & { name: string | null })[]>;
}

type Reading = Pick<Ground, 'store' | 'now'>;

/** The community's figures; for whoever may read the whole ledger. A month that is none, or lies ahead, is this month. */
export async function monthFigures(
  s: Reading,
  caller: Caller,
  { month: asked }: { month?: string | null } = {}
): Promise<MonthFigures | Refusal> {
  if (!may(caller.role, 'ledger/read')) return { refused: 'right/missing' };
  const bounds = await boundsOf(s, caller, asked);
  const months = monthsUpTo(bounds.month, 2);
  const tallies = await talliesByMonth(s.store.q, askedOf(caller, bounds.today, months));
  const [before, month] = months as [string, string];
  return {
    ...bounds,
    figures: METRIC_KEYS.map((key) => figureIn(tallies, key, month)),
    before: METRIC_KEYS.filter((key) => METRICS[key].by).map((key) => figureIn(tallies, key, before))
  };
}

/** One figure by each grid, owner, place, kind and channel. */
export async function unitFigures(
  s: Reading,
  caller: Caller,
  { metric: key, month: asked }: { metric: MetricKey; month?: string | null }
): Promise<UnitFigures | Refusal> {
  if (!may(caller.role, 'ledger/read')) return { refused: 'right/missing' };
  const bounds = await boundsOf(s, caller, asked);
  const { q } = s.store;
  const months = monthsUpTo(bounds.month, TREND);
  const byMonth = await talliesByMonth(q, askedOf(caller, bounds.today, months), [key]);
  const byUnit = await talliesByUnit(q, askedOf(caller, bounds.today, [bounds.month]), key);
  const names = await unitNames(q, caller.communityId);
  const metric = METRICS[key];
  const unitsOf = (dimension: Dimension) =>
    ranked(
      metric,
      [...byUnit[dimension]].map(([unit, tally]) => ({ of: unit, figure: figureOf(metric, tally) }))
    ).map((unit) => ({ ...unit, name: names.get(unit.of) ?? null }));
  return {
    ...bounds,
    figure: figureIn(byMonth, key, bounds.month),
    trend: metric.by ? months.map((month) => ({ month, figure: figureIn(byMonth, key, month) })) : [],
    units: Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, unitsOf(dimension)])) as UnitFigures['units']
  };
}

function figureIn(tallies: ReadonlyMap<string, Tallies>, key: MetricKey, month: string): Figure {
  const metric = METRICS[key];
  return figureOf(metric, tallies.get(metric.by ? month : '')?.get(key) ?? nothing());
}

function askedOf({ communityId }: Caller, today: string, months: readonly string[]) {
  return { communityId, today, from: spanOf(months[0]!).from, to: spanOf(months.at(-1)!).to };
}

async function boundsOf(s: Reading, { communityId }: Caller, asked: string | null | undefined) {
  const day = await today(s, communityId);
  const latest = monthOf(day);
  const first = await s.store.q
    .select({ day: min(item.submittedOn) })
    .from(item)
    .where(and(eq(item.communityId, communityId), gt(item.submittedOn, '')))
    .get();
  const month = asked && isMonth(asked) && asked <= latest ? asked : latest;
  const earliest = first?.day ? monthOf(first.day) : latest;
  return { month, today: day, latest, earliest: earliest < month ? earliest : month };
}
