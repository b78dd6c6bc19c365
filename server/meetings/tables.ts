import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId, day, json, moment } from '../db/columns';

/** What the desk knows of a meeting; what was said stands in its document and, projected, in `entry` and `issue`. */
export const meeting = sqliteTable(
  'meeting',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    venueId: text('venue_id'),
    startsAt: moment('starts_at').notNull(),
    phase: text('phase').notNull(),
    /** Six characters for /m/ and /screen/, unique everywhere. */
    code: text('code').notNull(),
    epoch: integer('epoch').notNull().default(1),
    /** As planned: what the document is seeded with, again if the process died in between. */
    agenda: json<{ title: string; minutes: number }[]>('agenda').notNull().default([]),
    /** The phase last seen in the document; empty before it was seeded. Where it lags behind `phase` the start heals it. */
    documentPhase: text('document_phase').notNull().default(''),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    closedBy: text('closed_by'),
    closedAt: moment('closed_at'),
    /** Issue ids that stood in the document when it was closed: what is not among them came late. */
    issuesAtClose: json<string[]>('issues_at_close'),
    /** `at-once` or `in-depth`; null: as is usual for its kind. */
    track: text('track'),
    /** The meeting that this one was found to be the same as; what is written here goes there. */
    joinedInto: text('joined_into')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('meeting_code').on(t.code),
    uniqueIndex('meeting_uuid').on(t.id),
    index('meeting_starts').on(t.communityId, t.startsAt)
  ]
);

/** The diary, projected from the document. */
export const entry = sqliteTable(
  'entry',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    id: text('id').notNull(),
    at: moment('at').notNull(),
    kind: text('kind').notNull(),
    speaker: text('speaker').notNull(),
    text: text('text').notNull(),
    by: text('by').notNull(),
    issueId: text('issue_id'),
    /** The mediation it was written in, while it is kept from the public. */
    withheld: text('withheld'),
    /** The number of the paper sheet it was typed in from. */
    sheet: text('sheet')
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.id] })]
);

/** The issue list, projected from the document. */
export const issue = sqliteTable(
  'issue',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    id: text('id').notNull(),
    order: text('order').notNull(),
    title: text('title').notNull(),
    detail: text('detail').notNull(),
    category: text('category').notNull(),
    tier: text('tier').notNull(),
    outcome: text('outcome').notNull(),
    answer: text('answer').notNull(),
    ownerId: text('owner_id'),
    dueOn: day('due_on'),
    venueId: text('venue_id'),
    raisedBy: text('raised_by').notNull(),
    supporters: integer('supporters').notNull().default(0),
    entryIds: json<string[]>('entry_ids').notNull(),
    confirmedAt: moment('confirmed_at'),
    withheld: text('withheld')
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.id] })]
);

/** Pictures and voice notes, projected from the document; the file of each is the attachment of its id. */
export const photo = sqliteTable(
  'photo',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    takenAt: moment('taken_at').notNull(),
    by: text('by').notNull(),
    entryId: text('entry_id'),
    issueId: text('issue_id')
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.id] })]
);

/** Files of tablets that were brought into a meeting: whose words they are the document says, who vouched for them this. */
export const broughtIn = sqliteTable(
  'brought_in',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    id: text('id').notNull(),
    at: moment('at').notNull(),
    accountId: text('account_id').notNull(),
    /** When the tablet made the file, as it says. */
    madeAt: moment('made_at').notNull(),
    bytes: integer('bytes').notNull(),
    entries: integer('entries').notNull(),
    issues: integer('issues').notNull(),
    changed: integer('changed').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.id] })]
);

/** What a document held that fits no shape: kept and shown to staff, never dropped. */
export const misfit = sqliteTable(
  'misfit',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    /** Where it stands in the document, such as `issues/<id>/dueOn`. */
    path: text('path').notNull(),
    value: text('value').notNull(),
    seenAt: moment('seen_at').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.path] })]
);
