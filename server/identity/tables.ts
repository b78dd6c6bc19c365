import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId, moment } from '../db/columns';

/** `id` is unique across communities too (Lucia knows no tenant); `partyId` is the person himself, or for a partner his organisation. */
export const account = sqliteTable(
  'account',
  {
    communityId: communityId(),
    id: text('id').notNull().unique(),
    username: text('username').notNull(),
    name: text('name').notNull(),
    role: text('role').notNull(),
    partyId: text('party_id'),
    gridId: text('grid_id'),
    passwordHash: text('password_hash').notNull(),
    locale: text('locale'),
    disabledAt: moment('disabled_at'),
    createdAt: moment('created_at').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] }), uniqueIndex('account_username').on(t.username)]
);

/** `id` is the hash of the cookie's token, never the token. Lucia's adapter wants these names and seconds. */
export const session = sqliteTable(
  'session',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    communityId: communityId(),
    deviceId: text('device_id'),
    expiresAt: integer('expires_at').notNull()
  },
  (t) => [index('session_user').on(t.communityId, t.userId)]
);

export const apiToken = sqliteTable(
  'api_token',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    accountId: text('account_id').notNull(),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at')
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] }), uniqueIndex('api_token_hash').on(t.hash)]
);

/** On which devices an account has signed in; signing out leaves it, so that the owner's own tablet stays known. */
export const accountDevice = sqliteTable(
  'account_device',
  {
    communityId: communityId(),
    accountId: text('account_id').notNull(),
    deviceId: text('device_id').notNull(),
    lastAt: moment('last_at').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.accountId, t.deviceId] })]
);

/** Failed sign-ins, by account and by device; `key` is a hash, so that no typed name is kept. Old rows are swept. */
export const signInFailure = sqliteTable('sign_in_failure', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  lastAt: moment('last_at').notNull(),
  blockedUntil: moment('blocked_until')
});

/** A short PIN for one account on one device: it opens a session there and nowhere else. Some wrong tries and it is gone. */
export const devicePin = sqliteTable(
  'device_pin',
  {
    communityId: communityId(),
    accountId: text('account_id').notNull(),
    deviceId: text('device_id').notNull(),
    hash: text('hash').notNull(),
    wrong: integer('wrong').notNull().default(0),
    createdAt: moment('created_at').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.accountId, t.deviceId] }), index('device_pin_device').on(t.deviceId)]
);
