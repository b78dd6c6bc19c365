import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId, moment } from '../db/columns';

/** An organisation that was asked to come, and what it said; by a link that needs no account. */
export const invitation = sqliteTable(
  'invitation',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    meetingId: text('meeting_id').notNull(),
    /** As it was called then. */
    organisation: text('organisation').notNull(),
    /** Where it is one of the community's parties. */
    partyId: text('party_id'),
    /**
     * What stands in its link. Kept as it is, so that the office can send the link again: it opens nothing but the meeting's
     * notice, which hangs at the gate, and the organisation's own answer.
     */
    token: text('token').notNull(),
    /** What it is wanted for. */
    matter: text('matter').notNull().default(''),
    invitedBy: text('invited_by').notNull(),
    invitedAt: moment('invited_at').notNull(),
    /** When its link was first opened, by a person or by a program that makes a preview. */
    openedAt: moment('opened_at'),
    /** `yes` or `no`; null while nobody has said. */
    answer: text('answer'),
    answeredAt: moment('answered_at'),
    /** Who comes, or who said no. */
    who: text('who').notNull().default(''),
    note: text('note').notNull().default(''),
    changes: integer('changes').notNull().default(0),
    withdrawnAt: moment('withdrawn_at')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('invitation_token').on(t.token),
    index('invitation_meeting').on(t.communityId, t.meetingId, t.invitedAt)
  ]
);
