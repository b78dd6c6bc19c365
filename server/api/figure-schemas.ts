import { z } from 'zod';
import { STATES } from '$lib/domain/ledger/state';
import { DIMENSIONS, METRIC_KEYS, PARTS } from '$lib/domain/reports/metrics';
import { day, listQuery, named } from './schema-parts';

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ description: 'YYYY-MM; this month when left out' });
const metric = z.enum(METRIC_KEYS);

export const monthQuery = z.strictObject({ month: month.optional() });
export const metricParams = z.object({ key: metric });

const figure = named(
  'Figure',
  z.object({
    key: metric,
    n: z.number().int().meta({ description: 'How many items it is about' }),
    hits: z.number().int().nullable().meta({ description: 'Of a rate: its numerator' }),
    value: z.number().nullable().meta({ description: 'A rate from 0 to 1, a mean from 1 to 5, or days' }),
    low: z.number().optional().meta({ description: 'Interval of 95 %' }),
    high: z.number().optional(),
    few: z.boolean().meta({ description: 'Too few to compare' })
  })
);

const bounds = { month: z.string(), today: day, earliest: z.string(), latest: z.string() };

export const monthFigures = named(
  'MonthFigures',
  z.object({
    ...bounds,
    figures: z.array(figure),
    before: z.array(figure).meta({ description: 'The month before, but what is told of today' })
  })
);

const unit = z.object({
  of: z.string().meta({ description: 'Id of the grid, owner or place, the category or channel, or `none`' }),
  name: z.string().nullable(),
  rank: z.number().int().nullable(),
  figure
});

export const unitFigures = named(
  'UnitFigures',
  z.object({
    ...bounds,
    figure,
    trend: z.array(z.object({ month: z.string(), figure })),
    units: z.record(z.enum(DIMENSIONS), z.array(unit))
  })
);

const condition = z.unknown().meta({ description: 'A condition of the metric book as data' });

export const metricBook = named(
  'MetricBook',
  z.object({
    metrics: z.array(
      z.object({
        key: metric,
        name: z.string(),
        line: z.string(),
        kind: z.enum(['rate', 'score', 'days']),
        better: z.enum(['high', 'low']).nullable(),
        by: z
          .string()
          .nullable()
          .meta({ description: 'The day by which an item belongs to a month; null: as of today' }),
        above: z.string().meta({ description: 'What stands above the line' }),
        below: z.string().meta({ description: 'What stands below the line' }),
        without: z.string().meta({ description: 'What is left out' }),
        counts: condition,
        hits: condition.optional(),
        scores: z.array(z.string()).optional()
      })
    )
  })
);

export const behindQuery = listQuery
  .extend({
    metric,
    part: z.enum(PARTS).optional().meta({ description: '`all` when left out: what stands below the line' }),
    month: month.optional().meta({ description: 'YYYY-MM; left out only where the figure is of today' }),
    by: z.enum(DIMENSIONS).optional(),
    of: z.string().max(64).optional().meta({ description: 'A unit of that dimension' })
  })
  .strict();

export const itemsBehind = named(
  'ItemsBehind',
  z.object({
    metric,
    part: z.enum(PARTS),
    month: z.string().nullable(),
    unit: z.object({ by: z.enum(DIMENSIONS), of: z.string(), name: z.string().nullable() }).nullable(),
    items: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        title: z.string(),
        state: z.enum(STATES),
        owner: z.string().nullable(),
        submittedOn: day,
        firstDeadlineOn: day.nullable(),
        deadlineOn: day.nullable(),
        finishedOn: day.nullable()
      })
    ),
    nextCursor: z.string().nullable(),
    total: z.number().int()
  })
);
