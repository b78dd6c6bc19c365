import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { communityId, json, moment } from '../db/columns';

/** The tenant. `timeZone` is IANA; days and deadlines are counted in it. */
export const community = sqliteTable('community', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull().default('Asia/Shanghai'),
  settings: json<Record<string, unknown>>('settings').notNull(),
  /** Made by the demo: production refuses to start on it. */
  demo: integer('demo', { mode: 'boolean' }).notNull().default(false),
  createdAt: moment('created_at').notNull()
});

export const grid = sqliteTable(
  'grid',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    rank: integer('rank').notNull().default(0)
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] })]
);

/** A place where people meet. `code` is printed as QR. */
export const venue = sqliteTable(
  'venue',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    gridId: text('grid_id'),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    code: text('code').notNull(),
    /** Where it stands on the community's plan, in parts of its width and height; null: nowhere yet. */
    x: real('x'),
    y: real('y')
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] }), uniqueIndex('venue_code').on(t.code)]
);

/** Who can own a promise: a person with an account or an organisation with or without one. `pinyin` is the full spelling, `initials` its first letters, both lower case without spaces. */
export const party = sqliteTable(
  'party',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    /** Role or line of work, shown behind the name: 网格员, 物业公司. */
    title: text('title').notNull().default(''),
    gridId: text('grid_id'),
    pinyin: text('pinyin').notNull(),
    initials: text('initials').notNull(),
    active: integer('active', { mode: 'boolean' }).notNull().default(true)
  },
  (t) => [primaryKey({ columns: [t.communityId, t.id] }), index('party_initials').on(t.communityId, t.initials)]
);
