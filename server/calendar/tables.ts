import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CalendarDay } from '$lib/domain/calendar/announced';
import { communityId, json, moment } from '../db/columns';

/**
 * What was brought in for a year, each time: rows are only added, and the highest `seq` of a year holds. The days stand whole in
 * one row, for they are announced, shown and replaced as one.
 */
export const calendarImport = sqliteTable(
  'calendar_import',
  {
    communityId: communityId(),
    year: integer('year').notNull(),
    /** 1, 2, 3 … of that year. */
    seq: integer('seq').notNull(),
    days: json<CalendarDay[]>('days').notNull(),
    /** Where they are announced, in words: 国办发明电〔2025〕7号. */
    source: text('source').notNull().default(''),
    /** Account; null: came with the product. */
    importedBy: text('imported_by'),
    importedAt: moment('imported_at').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.year, t.seq] })]
);
