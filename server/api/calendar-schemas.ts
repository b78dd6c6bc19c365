import { z } from 'zod';
import { IMPORT_YEARS } from '../calendar';
import { day, named } from './schema-parts';

const year = z.number().int().min(IMPORT_YEARS.first).max(IMPORT_YEARS.last);
const dayLine = z.object({ day, kind: z.enum(['off', 'work']), name: z.string() });

export const yearQuery = z.strictObject({
  year: z.coerce
    .number()
    .int()
    .min(IMPORT_YEARS.first)
    .max(IMPORT_YEARS.last)
    .optional()
    .meta({ description: 'This year when left out' })
});

export const calendarOutput = named(
  'WorkCalendar',
  z.object({
    year,
    announced: z
      .boolean()
      .meta({ description: 'Whether the year’s holidays are known; if not, deadlines are by weekends' }),
    days: z.array(dayLine).meta({ description: 'Days off, and days of a weekend that are worked' }),
    imports: z.array(
      z.object({
        seq: z.number().int(),
        at: z.string(),
        by: z.string().nullable().meta({ description: 'null: it came with the product' }),
        source: z.string(),
        off: z.number().int(),
        work: z.number().int()
      })
    )
  })
);

const text = z
  .string()
  .min(1)
  .max(20_000)
  .meta({ description: 'The notice, or lines such as `2027-01-01~2027-01-03,off,元旦`' });

export const calendarText = named('CalendarText', z.strictObject({ year, text }));

const change = {
  year,
  newly: z.boolean().meta({ description: 'The year had not been announced before' }),
  changed: z.array(day).meta({ description: 'Days that are worked now and were not, or the other way about' })
};

export const calendarPreview = named(
  'CalendarPreview',
  z.object({
    ...change,
    days: z.array(dayLine),
    unread: z
      .array(z.unknown())
      .meta({ description: 'Lines that could not be read; with one of them nothing is taken' }),
    missing: z.array(z.string()).meta({ description: 'Holidays of the country that are not named' }),
    same: z.boolean().meta({ description: 'It stands just so already' }),
    mark: z.string().meta({ description: 'To be sent with the import' })
  })
);

export const calendarInput = named(
  'CalendarTake',
  z.strictObject({ year, text, source: z.string().max(60).optional(), mark: z.string().max(100) })
);

export const calendarTaken = named(
  'CalendarTaken',
  z.object({ ...change, recalculated: z.number().int().meta({ description: 'Deadlines that moved' }) })
);
