import { LIVE, RUNNING, SAID_DONE, type State } from '../ledger/state';
import type { Condition, MonthField } from './condition';

/** In the order in which they are read. */
export const METRIC_KEYS = [
  'response',
  'completion',
  'on-time-first',
  'on-time-last',
  'rework',
  'days',
  'satisfaction',
  'speed',
  'effect',
  'attitude',
  'declined',
  'overdue'
] as const;
export type MetricKey = (typeof METRIC_KEYS)[number];

/** Parts of a rating, 1 to 5 each. */
export type Score = 'speed' | 'effect' | 'attitude';

interface Common {
  key: MetricKey;
  /** The day by which an item belongs to a month; null: as things stand today, whatever the month. */
  by: MonthField | null;
  /** The denominator, beside that day. */
  counts: Condition;
  /** Which way is better; null: neither. */
  better: 'high' | 'low' | null;
}

/**
 * One figure, defined here and nowhere else: screens, bulletins and the list behind a figure all come from this (rule F2). Its words
 * in both languages stand in `words/figures.ts` under the same key.
 */
export type Metric = Common &
  (
    | { kind: 'rate'; hits: Condition }
    /** The mean of these parts of a rating. */
    | { kind: 'score'; scores: readonly Score[] }
    /** The median of calendar days from the submission to the end. */
    | { kind: 'days' }
  );

const AWAY: State[] = ['merged', 'withdrawn'];
/** Answered for with another item, or never there; not taken on; its clock stands still. */
const existing: Condition = { not: { state: AWAY } };
const owed: Condition = { not: { state: [...AWAY, 'declined'] } };
const running: Condition = { not: { state: [...AWAY, 'declined', 'held'] } };
const done: Condition = { state: SAID_DONE };

const score = (key: MetricKey, scores: readonly Score[]): Metric => ({
  key,
  kind: 'score',
  by: 'ratedOn',
  counts: existing,
  scores,
  better: 'high'
});

/** The metric book (rules F2 to F9). */
export const METRICS: Readonly<Record<MetricKey, Metric>> = {
  response: {
    key: 'response',
    kind: 'rate',
    by: 'submittedOn',
    better: 'high',
    counts: { all: [existing, { over: 'respondBy' }] },
    hits: { upTo: ['respondedOn', 'respondBy'] }
  },
  completion: {
    key: 'completion',
    kind: 'rate',
    by: 'firstDeadlineOn',
    better: 'high',
    counts: { all: [owed, { over: 'firstDeadlineOn' }] },
    hits: done
  },
  'on-time-first': {
    key: 'on-time-first',
    kind: 'rate',
    by: 'firstDeadlineOn',
    better: 'high',
    counts: { all: [owed, { over: 'firstDeadlineOn' }] },
    hits: { all: [done, { upTo: ['finishedOn', 'firstDeadlineOn'] }] }
  },
  'on-time-last': {
    key: 'on-time-last',
    kind: 'rate',
    by: 'deadlineOn',
    better: 'high',
    counts: { all: [running, { over: 'deadlineOn' }] },
    hits: { all: [done, { upTo: ['finishedOn', 'deadlineOn'] }] }
  },
  rework: {
    key: 'rework',
    kind: 'rate',
    by: 'firstFinishedOn',
    better: 'low',
    counts: existing,
    // Said to be done once more later, or not done now.
    hits: { not: { upTo: ['finishedAt', 'firstFinishedAt'] } }
  },
  days: {
    key: 'days',
    kind: 'days',
    by: 'finishedOn',
    better: 'low',
    counts: { state: ['finished', 'verified', 'rated'] }
  },
  satisfaction: score('satisfaction', ['speed', 'effect', 'attitude']),
  speed: score('speed', ['speed']),
  effect: score('effect', ['effect']),
  attitude: score('attitude', ['attitude']),
  declined: {
    key: 'declined',
    kind: 'rate',
    by: 'submittedOn',
    better: null,
    counts: existing,
    hits: { state: ['declined'] }
  },
  overdue: {
    key: 'overdue',
    kind: 'rate',
    by: null,
    better: 'low',
    counts: { state: LIVE },
    hits: { all: [{ state: RUNNING }, { over: 'deadlineOn' }] }
  }
};

/** What figures are told apart by. */
export const DIMENSIONS = ['category', 'grid', 'owner', 'venue', 'channel'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Stands for what has no category, grid, owner or place. */
export const NONE = 'none';

/** The field of an item that a dimension goes by. */
export const FIELD_OF = {
  category: 'category',
  grid: 'gridId',
  owner: 'ownerId',
  venue: 'venueId',
  channel: 'channel'
} as const satisfies Record<Dimension, string>;

/** The items behind a figure: what it counts, those that it counts for the better or the worse, and the others. */
export const PARTS = ['all', 'numerator', 'rest'] as const;
export type Part = (typeof PARTS)[number];
