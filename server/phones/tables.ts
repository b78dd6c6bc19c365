import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { communityId, json, moment } from '../db/columns';

// What residents' phones did at a meeting, a row a device and matter: the meeting's document is told of it afterwards, and
// again after a crash. A device is the hash of its cookie; nothing else is known of whose it is.

/** A vote, which may be changed while the poll is open. */
export const phoneVote = sqliteTable(
  'phone_vote',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    pollId: text('poll_id').notNull(),
    deviceId: text('device_id').notNull(),
    choices: json<string[]>('choices').notNull(),
    at: moment('at').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.pollId, t.deviceId] })]
);

/** “I have that too”, once a device and issue. */
export const phoneSupport = sqliteTable(
  'phone_support',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    issueId: text('issue_id').notNull(),
    deviceId: text('device_id').notNull(),
    at: moment('at').notNull(),
    /** Null while it stands. */
    withdrawnAt: moment('withdrawn_at')
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.issueId, t.deviceId] })]
);

/** A hand raised; `id` is that of the record in the queue. */
export const phoneHand = sqliteTable(
  'phone_hand',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    id: text('id').notNull(),
    deviceId: text('device_id').notNull(),
    name: text('name').notNull(),
    at: moment('at').notNull(),
    withdrawnAt: moment('withdrawn_at')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.meetingId, t.id] }),
    index('phone_hand_device').on(t.meetingId, t.deviceId)
  ]
);

/** A short message; `id` is also that of its record in the tray and of the line it becomes. */
export const phoneMessage = sqliteTable(
  'phone_message',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    id: text('id').notNull(),
    deviceId: text('device_id').notNull(),
    name: text('name').notNull(),
    text: text('text').notNull(),
    /** Upload of its picture. */
    photoId: text('photo_id'),
    at: moment('at').notNull()
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.meetingId, t.id] }),
    index('phone_message_device').on(t.meetingId, t.deviceId)
  ]
);

/** Somebody who signed in by phone; `id` is that of his record among those present. */
export const phoneHere = sqliteTable(
  'phone_here',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    deviceId: text('device_id').notNull(),
    id: text('id').notNull(),
    building: text('building').notNull(),
    /** Empty: he gave none. */
    name: text('name').notNull(),
    /** That the name be shown. */
    consent: integer('consent', { mode: 'boolean' }).notNull(),
    at: moment('at').notNull(),
    withdrawnAt: moment('withdrawn_at')
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.deviceId] })]
);
