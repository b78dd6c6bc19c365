import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId } from '../db/columns';

// The full-text tables beside these (item_search, diary_search) are written by hand in the migrations: drizzle knows none.

/** How far an index has been made anew from its rows; what is written meanwhile is indexed as it is written. */
export const searchIndex = sqliteTable('search_index', {
  /** `items` or `diary` */
  name: text('name').primaryKey(),
  /** Of the way of indexing; an older one is made anew. */
  version: integer('version').notNull(),
  /** The last row that was done, as JSON; null: all are. */
  after: text('after')
});

/** Returns a line of a diary, or (with an empty entry) a meeting's title, its row in `diary_search`. */
export const diarySearchKey = sqliteTable(
  'diary_search_key',
  {
    rowid: integer('rowid').primaryKey(),
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    entryId: text('entry_id').notNull()
  },
  (t) => [uniqueIndex('diary_search_key_of').on(t.communityId, t.meetingId, t.entryId)]
);
