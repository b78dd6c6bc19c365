import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId, moment } from '../db/columns';

/** A link over which an organisation, or a person without an account, answers for what is theirs. */
export const partyLink = sqliteTable(
  'party_link',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    partyId: text('party_id').notNull(),
    /** Of what stands in its address, which is shown once: a database that leaks opens nothing. */
    tokenHash: text('token_hash').notNull(),
    madeBy: text('made_by').notNull(),
    /** As he was called then. */
    madeByName: text('made_by_name').notNull(),
    madeAt: moment('made_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** To the hour. */
    lastUsedAt: moment('last_used_at'),
    /** Acts that were done over it. */
    acts: integer('acts').notNull().default(0),
    revokedAt: moment('revoked_at')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('party_link_token').on(t.tokenHash),
    index('party_link_party').on(t.communityId, t.partyId, t.madeAt)
  ]
);
