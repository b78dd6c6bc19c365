import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId, json, moment } from '../db/columns';

/** A blank sheet that was printed for the day when everything fails, and what came back of it. */
export const paperSheet = sqliteTable(
  'paper_sheet',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    /** As printed: XZ-2026-0007. */
    number: text('number').notNull(),
    /** Null while it lies in a drawer for any meeting. */
    meetingId: text('meeting_id'),
    printedBy: text('printed_by').notNull(),
    printedAt: moment('printed_at').notNull(),
    /** Uploads: what was photographed of it. */
    photos: json<string[]>('photos').notNull().default([]),
    /** Lines of it that were typed in, by row. */
    rows: json<number[]>('rows').notNull().default([]),
    version: integer('version').notNull().default(1)
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('paper_sheet_number').on(t.communityId, t.number),
    index('paper_sheet_meeting').on(t.communityId, t.meetingId, t.number)
  ]
);
