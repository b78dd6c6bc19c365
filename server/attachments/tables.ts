import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId, json, moment } from '../db/columns';

/** A picture or a voice note that somebody sends, or has sent, for something: a meeting, an item, whatever an area registers. */
export const attachment = sqliteTable(
  'attachment',
  {
    communityId: communityId(),
    /** The sender's, where it comes in pieces. */
    id: text('id').notNull(),
    /** Which area's it is: `meeting` `item`, or what else is registered (owners.ts). */
    ownerKind: text('owner_kind').notNull(),
    ownerId: text('owner_id').notNull(),
    /** `photo` `voice` */
    kind: text('kind').notNull(),
    /** What its owner's area wants to know of it: of a meeting the line or issue, of an item the phase of the work. */
    about: json<Record<string, string | null>>('about').notNull(),
    /** What it goes with in its owner: of an item the seq of the act, of a meeting the meeting. Null: loose, and swept away where it stays so. */
    tiedTo: text('tied_to'),
    /** bytes as they were sent */
    length: integer('length').notNull(),
    takenAt: moment('taken_at').notNull(),
    /** Account that began to send, `link:<id>` over a party's link, `phone` from a resident's phone. */
    by: text('by').notNull(),
    deviceId: text('device_id').notNull(),
    startedAt: moment('started_at').notNull(),
    /** Null until the whole of it is here and has been made anew; then the rest is filled in too. */
    storedAt: moment('stored_at'),
    /** Of the file as it stands in the folder, which is also its name. */
    sha256: text('sha256'),
    /** Of a picture's small form, for lists. */
    smallSha256: text('small_sha256'),
    bytes: integer('bytes'),
    type: text('type'),
    width: integer('width'),
    height: integer('height')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('attachment_uuid').on(t.id),
    index('attachment_owner').on(t.communityId, t.ownerKind, t.ownerId, t.takenAt),
    index('attachment_device').on(t.deviceId, t.startedAt),
    index('attachment_by').on(t.by, t.startedAt),
    // What the sweeper looks for: never whole, or whole and loose.
    index('attachment_loose').on(t.tiedTo, t.storedAt, t.startedAt)
  ]
);

export type AttachmentRow = typeof attachment.$inferSelect;
