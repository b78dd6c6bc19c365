import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId, moment } from '../db/columns';

/** A file that a tablet sends, or has sent: a picture or a voice note of a meeting. `id` is the tablet's. */
export const upload = sqliteTable(
  'upload',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    meetingId: text('meeting_id').notNull(),
    kind: text('kind').notNull(),
    /** bytes as the tablet sends them */
    length: integer('length').notNull(),
    takenAt: moment('taken_at').notNull(),
    /** Who was signed in on the tablet that began to send. */
    accountId: text('account_id').notNull(),
    deviceId: text('device_id').notNull(),
    /** What it is a picture of, as the tablet says; the meeting's document says it too, unless its page died. */
    entryId: text('entry_id'),
    issueId: text('issue_id'),
    startedAt: moment('started_at').notNull(),
    /** Null until the whole of it is here and has been made anew; then the rest is filled in too. */
    storedAt: moment('stored_at'),
    /** Of the file as kept, which is also its name. */
    sha256: text('sha256'),
    bytes: integer('bytes'),
    type: text('type'),
    width: integer('width'),
    height: integer('height'),
    /** Of a picture's small form, for lists. */
    smallSha256: text('small_sha256')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('upload_uuid').on(t.id),
    index('upload_meeting').on(t.communityId, t.meetingId),
    index('upload_device').on(t.deviceId, t.startedAt),
    index('upload_account').on(t.accountId, t.startedAt),
    index('upload_unfinished').on(t.storedAt, t.startedAt)
  ]
);

export type UploadRow = typeof upload.$inferSelect;
