import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { NoticeValues } from '$lib/domain/notices/kind';
import { communityId, json, moment } from '../db/columns';

/** What somebody is told: append-only. It stands in his list in the server, and at each channel that hears it there is a delivery. */
export const notice = sqliteTable(
  'notice',
  {
    communityId: communityId(),
    /** Counted a community. */
    seq: integer('seq').notNull(),
    /** What the outside knows it by. */
    id: text('id').notNull(),
    at: moment('at').notNull(),
    kind: text('kind').notNull(),
    /** `account`, `party`, `office`, or `channel` (a test, seen by nobody in the server). */
    toKind: text('to_kind').notNull(),
    /** Of the account, party or channel; empty for the office. */
    toId: text('to_id').notNull().default(''),
    itemId: text('item_id'),
    values: json<NoticeValues>('values').notNull(),
    /** Account whose act it is: he is not told what he did himself. */
    byId: text('by_id'),
    /** The same key again puts nothing. */
    oncePer: text('once_per')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.seq] }),
    uniqueIndex('notice_id').on(t.communityId, t.id),
    uniqueIndex('notice_once').on(t.communityId, t.oncePer),
    index('notice_to').on(t.communityId, t.toKind, t.toId, t.seq),
    index('notice_at').on(t.communityId, t.at)
  ]
);

/** A way out of the server: a group's robot, a mail address, a program; or a calendar that is fetched. */
export const channel = sqliteTable(
  'notice_channel',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    /** `wecom` `dingtalk` `feishu` `email` `webhook` `calendar` */
    kind: text('kind').notNull(),
    /** Whose it is: `community`, `party`, `account`. */
    scope: text('scope').notNull(),
    /** Of the party or account; empty for the community. */
    ownerId: text('owner_id').notNull().default(''),
    /** A community's channel hears what goes to the `office`, or `all`. */
    hears: text('hears').notNull().default('office'),
    name: text('name').notNull(),
    /** What may be seen of its address: the host, or a masked mail address. */
    shown: text('shown').notNull().default(''),
    /** Address and secrets, encrypted; the key is not in the database. */
    sealed: text('sealed').notNull().default(''),
    /** Names a robot without giving it away, so that its measure is kept over all channels that lead to it. */
    robot: text('robot').notNull().default(''),
    /** Hash of what stands in a calendar's address. */
    tokenHash: text('token_hash'),
    locale: text('locale').notNull().default('zh-CN'),
    /** Null: nobody has proved yet that the mail address is his. */
    confirmedAt: moment('confirmed_at'),
    /** Null: open. */
    shutAt: moment('shut_at'),
    /** `hand`, or `unsubscribed` by whoever gets its letters. */
    shutBy: text('shut_by'),
    /** The other side asked for quiet until then. */
    slowedUntil: moment('slowed_until'),
    /** Moments (ms) of the last minute's sends. */
    sends: json<number[]>('sends').notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: moment('made_at').notNull(),
    removedAt: moment('removed_at')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('notice_channel_token').on(t.tokenHash),
    index('notice_channel_owner').on(t.communityId, t.scope, t.ownerId),
    index('notice_channel_robot').on(t.communityId, t.robot)
  ]
);

/** One notice at one channel. */
export const delivery = sqliteTable(
  'delivery',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    channelId: text('channel_id').notNull(),
    noticeSeq: integer('notice_seq').notNull(),
    urgency: text('urgency').notNull(),
    /** `waiting`, `sent`, or `dead`: no more tries. */
    state: text('state').notNull().default('waiting'),
    tries: integer('tries').notNull().default(0),
    nextAt: moment('next_at').notNull(),
    /** The message it goes out with; stays the same however often that is tried, and receivers know it by it. */
    bundleId: text('bundle_id'),
    /** A key of the troubles and the other side's code; no words of anybody's. */
    trouble: text('trouble'),
    code: integer('code'),
    madeAt: moment('made_at').notNull(),
    /** When it was sent, or given up. */
    endedAt: moment('ended_at')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    // The outbox serves every community of the file.
    index('delivery_due').on(t.state, t.nextAt),
    index('delivery_channel').on(t.communityId, t.channelId, t.state, t.nextAt),
    index('delivery_log').on(t.communityId, t.channelId, t.madeAt),
    index('delivery_ended').on(t.state, t.endedAt)
  ]
);

/** Up to where an account has read everything. */
export const noticeSeen = sqliteTable(
  'notice_seen',
  { communityId: communityId(), accountId: text('account_id').notNull(), upTo: integer('up_to').notNull() },
  (t) => [primaryKey({ columns: [t.communityId, t.accountId] })]
);

/** What an account has read beyond that, one by one. */
export const noticeRead = sqliteTable(
  'notice_read',
  { communityId: communityId(), accountId: text('account_id').notNull(), noticeSeq: integer('notice_seq').notNull() },
  (t) => [primaryKey({ columns: [t.communityId, t.accountId, t.noticeSeq] })]
);
