import { integer, index, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId, json, moment } from '../db/columns';
import type { Consent } from '$lib/document/attendance';

/** A home of the neighbourhood, to be tapped at the sign-in. Who lives in it is not known here. */
export const household = sqliteTable(
  'household',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    building: text('building').notNull(),
    unit: text('unit').notNull().default(''),
    room: text('room').notNull(),
    rank: integer('rank').notNull().default(0)
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('household_home').on(t.communityId, t.building, t.unit, t.room)
  ]
);

/** Who came to a meeting, projected from both halves of its document; the private part is null where none is known. */
export const attendance = sqliteTable(
  'attendance',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    id: text('id').notNull(),
    home: text('home').notNull().default(''),
    name: text('name').notNull().default(''),
    signature: text('signature').notNull().default(''),
    oral: integer('oral', { mode: 'boolean' }).notNull().default(false),
    consent: json<Consent | null>('consent'),
    /** Who had the private part taken away for good, and when. */
    erasedAt: moment('erased_at'),
    erasedBy: text('erased_by')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.meetingId, t.id] }),
    index('attendance_meeting').on(t.communityId, t.meetingId)
  ]
);

/** Who read names, homes and signatures of a meeting, a row an hour, person and way; written before they are read. */
export const privateRead = sqliteTable(
  'private_read',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    /** Its beginning. */
    hour: moment('hour').notNull(),
    accountId: text('account_id').notNull(),
    how: text('how').notNull(),
    firstAt: moment('first_at').notNull(),
    lastAt: moment('last_at').notNull(),
    times: integer('times').notNull(),
    /** The last one it was read on; null: none was known. */
    deviceId: text('device_id')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.meetingId, t.hour, t.accountId, t.how] }),
    index('private_read_age').on(t.lastAt)
  ]
);
