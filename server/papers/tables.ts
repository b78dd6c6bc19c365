import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Paper } from '$lib/domain/papers/paper';
import { communityId, json, moment } from '../db/columns';

/** Every version of every paper; none is changed once it stands. */
export const paperVersion = sqliteTable(
  'paper_version',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    kind: text('kind').notNull(),
    version: integer('version').notNull(),
    stage: text('stage').notNull(),
    body: json<Paper>('body').notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: moment('made_at').notNull(),
    /** Places with something personal that a person has decided to keep: `<place> <text>`. */
    kept: json<string[]>('kept').notNull(),
    publishedAt: moment('published_at'),
    publishedBy: text('published_by'),
    /** The head of the ledger's history when it was published; printed with it. */
    headSeq: integer('head_seq'),
    headHash: text('head_hash'),
    withdrawnAt: moment('withdrawn_at'),
    withdrawnBy: text('withdrawn_by')
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.kind, t.version] })]
);

/** What somebody said against a paper while it was out for objections. */
export const paperObjection = sqliteTable(
  'paper_objection',
  {
    communityId: communityId(),
    meetingId: text('meeting_id').notNull(),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    version: integer('version').notNull(),
    who: text('who').notNull(),
    text: text('text').notNull(),
    at: moment('at').notNull(),
    by: text('by').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.meetingId, t.id] })]
);
