import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Asked, DueWithin } from '$lib/domain/ledger/item-state';
import { communityId, day, json, moment } from '../db/columns';

/** A line of the ledger: one promise. Its state is what its events say. */
export const item = sqliteTable(
  'item',
  {
    communityId: communityId(),
    id: text('id').notNull(),
    /** For people: 2026-0042, counted a community and year. */
    number: text('number').notNull(),
    /** The number as a number, year × 10,000,000 + count: what 2026-10000 is sorted and counted on by. */
    serial: integer('serial').notNull().default(0),
    /** What an older ledger called it, where it was imported from one. */
    sourceNumber: text('source_number').notNull().default(''),
    title: text('title').notNull(),
    detail: text('detail').notNull(),
    category: text('category').notNull(),
    tier: text('tier').notNull(),
    state: text('state').notNull(),
    answer: text('answer').notNull().default(''),
    ownerId: text('owner_id'),
    dueOn: day('due_on'),
    gridId: text('grid_id'),
    venueId: text('venue_id'),
    /** What it came of, as an area above calls it (an issue of a meeting); null where it was put down here. Once in the community. */
    originKind: text('origin_kind'),
    originId: text('origin_id'),
    /** How it came: meeting desk online visit informant phone. */
    channel: text('channel').notNull(),
    raisedBy: text('raised_by').notNull().default(''),
    supporters: integer('supporters').notNull().default(0),
    /** Came from a tablet after its meeting had been closed. */
    late: integer('late', { mode: 'boolean' }).notNull().default(false),
    /** Came of a dispute between neighbours: never shown outside the office. */
    withheld: integer('withheld', { mode: 'boolean' }).notNull().default(false),
    /** What its origin said when the item was made of it, or when staff last decided upon it: a later change is measured by this. */
    madeFrom: json<Record<string, string>>('made_from'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    finishedAt: moment('finished_at'),
    version: integer('version').notNull().default(1),
    // What its events say of it besides (lib/domain/ledger/standing.ts).
    dueWithin: json<DueWithin>('due_within'),
    firstDueOn: day('first_due_on'),
    limitOn: day('limit_on'),
    /** The deadline that counts: what was promised, else the limit. Written with the two, for lists. */
    deadlineOn: day('deadline_on'),
    acceptBy: day('accept_by'),
    asked: json<Asked>('asked'),
    heldSince: moment('held_since'),
    reviewOn: day('review_on'),
    heldDays: integer('held_days').notNull().default(0),
    returns: integer('returns').notNull().default(0),
    reworks: integer('reworks').notNull().default(0),
    level: integer('level').notNull().default(0),
    mergedInto: text('merged_into'),
    /** The item that this one was split from. */
    splitFrom: text('split_from'),
    respondedAt: moment('responded_at'),
    dispatchedAt: moment('dispatched_at'),
    verifiedAt: moment('verified_at'),
    ratedAt: moment('rated_at'),
    /** 1 to 5 each; null: not rated */
    speed: integer('speed'),
    effect: integer('effect'),
    attitude: integer('attitude'),
    chases: integer('chases').notNull().default(0),
    chasedAt: moment('chased_at'),
    respondBy: day('respond_by'),
    firstFinishedAt: moment('first_finished_at'),
    // The same told by days in the community's time zone, for figures; written with the moments.
    submittedOn: day('submitted_on').notNull().default(''),
    /** What was promised first, else the limit. */
    firstDeadlineOn: day('first_deadline_on'),
    respondedOn: day('responded_on'),
    finishedOn: day('finished_on'),
    firstFinishedOn: day('first_finished_on'),
    ratedOn: day('rated_on')
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    uniqueIndex('item_number').on(t.communityId, t.number),
    uniqueIndex('item_origin').on(t.communityId, t.originKind, t.originId),
    index('item_serial').on(t.communityId, t.serial),
    // Whatever the list is narrowed by stands in this index: a filter that none of the others serves is told by it alone,
    // without the rows.
    index('item_created').on(
      ...[t.communityId, t.createdAt, t.id, t.state, t.category, t.tier, t.ownerId, t.venueId, t.gridId],
      ...[t.channel, t.level, t.late, t.deadlineOn]
    ),
    index('item_source_number').on(t.communityId, t.sourceNumber),
    index('item_state').on(t.communityId, t.state, t.createdAt, t.id),
    // What is live is a small part of an old ledger; who owns it and when it is due is told without the rows.
    index('item_state_deadline').on(t.communityId, t.state, t.deadlineOn, t.id, t.ownerId, t.reviewOn, t.createdAt),
    index('item_updated').on(t.communityId, t.updatedAt, t.id),
    index('item_level').on(t.communityId, t.level, t.createdAt, t.id),
    // The state at their end: what was withdrawn is left out without a look at the row.
    index('item_owner').on(t.communityId, t.ownerId, t.createdAt, t.id, t.state),
    // With what figures look at, so that they are told without the rows.
    index('item_deadline').on(t.communityId, t.deadlineOn, t.id, t.state, t.finishedOn),
    index('item_merged').on(t.communityId, t.mergedInto),
    index('item_venue').on(t.communityId, t.venueId, t.createdAt, t.id, t.state),
    index('item_category').on(t.communityId, t.category, t.createdAt, t.id, t.state),
    // One for each day that a figure goes by, with all that it looks at: a year of months is told without the rows.
    index('item_by_submitted').on(t.communityId, t.submittedOn, t.state, t.respondBy, t.respondedOn),
    index('item_by_first_deadline').on(t.communityId, t.firstDeadlineOn, t.state, t.finishedOn),
    index('item_by_first_finished').on(t.communityId, t.firstFinishedOn, t.state, t.firstFinishedAt, t.finishedAt),
    index('item_by_finished').on(t.communityId, t.finishedOn, t.submittedOn, t.state),
    index('item_by_rated').on(t.communityId, t.ratedOn, t.state, t.speed, t.effect, t.attitude)
  ]
);

/** What a joint partner has been asked for, as the item's events say it. */
export const itemPart = sqliteTable(
  'item_part',
  {
    communityId: communityId(),
    itemId: text('item_id').notNull(),
    partyId: text('party_id').notNull(),
    task: text('task').notNull(),
    dueOn: day('due_on'),
    state: text('state').notNull()
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.itemId, t.partyId] }),
    index('item_part_party').on(t.communityId, t.partyId, t.itemId),
    index('item_part_state').on(t.communityId, t.state, t.itemId)
  ]
);

/** Append-only history; `hash` covers the row and `prevHash`, so that a removed or altered act shows. */
export const itemEvent = sqliteTable(
  'item_event',
  {
    communityId: communityId(),
    /** Counted a community, without gaps. */
    seq: integer('seq').notNull(),
    itemId: text('item_id').notNull(),
    at: moment('at').notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    act: text('act').notNull(),
    fromState: text('from_state'),
    toState: text('to_state').notNull(),
    reason: text('reason').notNull().default(''),
    detail: json<Record<string, unknown>>('detail').notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text('hash').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.seq] }), index('item_event_item').on(t.communityId, t.itemId, t.seq)]
);

/** A morning's chasing of a community: written when it has gone through all of it. */
export const chaseRun = sqliteTable(
  'chase_run',
  {
    communityId: communityId(),
    day: day('day').notNull(),
    doneAt: moment('done_at').notNull(),
    /** How many items it judged, how many reminders came of them, and how many items went up. */
    looked: integer('looked').notNull(),
    told: integer('told').notNull(),
    raised: integer('raised').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day] })]
);

/** A tablet's change to the origin of an item that stands already: staff see both values and decide. */
export const lateChange = sqliteTable(
  'late_change',
  {
    communityId: communityId(),
    itemId: text('item_id').notNull(),
    field: text('field').notNull(),
    ledgerValue: text('ledger_value').notNull(),
    tabletValue: text('tablet_value').notNull(),
    seenAt: moment('seen_at').notNull(),
    decidedAt: moment('decided_at'),
    decidedBy: text('decided_by'),
    /** `keep` the ledger's value or `take` the tablet's. */
    decision: text('decision')
  },
  (t) => [primaryKey({ columns: [t.communityId, t.itemId, t.field] })]
);

/** A filter of the list that somebody keeps under a name. */
export const savedView = sqliteTable(
  'saved_view',
  {
    communityId: communityId(),
    accountId: text('account_id').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** The filter as it stands in the address of the list, without its question mark. */
    query: text('query').notNull(),
    createdAt: moment('created_at').notNull()
  },
  (t) => [primaryKey({ columns: [t.communityId, t.accountId, t.id] })]
);
