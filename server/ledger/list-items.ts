import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Channel, Tier } from '$lib/domain/ledger/category';
import { DEFAULT_ORDER } from '$lib/domain/ledger/list-order';
import { isOverdue } from '$lib/domain/ledger/overdue';
import type { Asked, Rating } from '$lib/domain/ledger/item-state';
import type { State } from '$lib/domain/ledger/state';
import { refused, type Refusal } from '$lib/domain/refusal';
import { party, venue } from '../community/tables';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { countItems } from './count-items';
import type { Finding } from './finding';
import { fitting, type Fitting, type ItemFilter } from './item-filter';
import { originOf, type Origin } from './origin';
import { placeOf, readPlace, stretchesOf, within, writePlace, type Place, type Stretch } from './item-order';
import type { ItemRow } from './standing';
import { item } from './tables';

export interface ItemLine {
  id: string;
  number: string;
  title: string;
  detail: string;
  /** One of the six, a newer tablet's own, or empty where nobody has sorted it yet. */
  category: string;
  tier: Tier;
  state: State;
  answer: string;
  ownerId: string | null;
  ownerName: string | null;
  dueOn: string | null;
  /** What the limit of its tier allows; the deadline where nothing was promised. */
  limitOn: string | null;
  deadlineOn: string | null;
  acceptBy: string | null;
  reviewOn: string | null;
  /** Still to be done past its deadline. */
  overdue: boolean;
  venueId: string | null;
  venueName: string | null;
  gridId: string | null;
  /** What it came of; null where it was put down here. */
  origin: Origin | null;
  /** The number it had in the ledger that it was imported from; empty for our own. */
  sourceNumber: string;
  channel: Channel;
  raisedBy: string;
  supporters: number;
  late: boolean;
  /** Came of a dispute between neighbours. */
  withheld: boolean;
  createdAt: string;
  updatedAt: string;
  finishedAt: string | null;
  returns: number;
  reworks: number;
  /** How far up it has gone: 0 with its owner, 1 with the office, 2 with the secretary. */
  level: number;
  chases: number;
  chasedAt: string | null;
  asked: Asked | null;
  mergedInto: string | null;
  splitFrom: string | null;
  rating: Rating | null;
  version: number;
}

const LIMIT = 50;
/** So far a page is looked for along the order of the list before it is gathered by what narrows it. */
const WALK = 2_000;

/** What a line is made of, and what it is sorted by: half of a row, which a page reads fifty times. */
const FIELDS = [
  ...(['id', 'number', 'serial', 'title', 'detail', 'category', 'tier', 'state', 'answer', 'ownerId'] as const),
  ...([
    'dueOn',
    'limitOn',
    'deadlineOn',
    'acceptBy',
    'reviewOn',
    'venueId',
    'gridId',
    'originKind',
    'originId'
  ] as const),
  ...(['sourceNumber', 'channel', 'raisedBy', 'supporters', 'late', 'withheld', 'createdAt', 'updatedAt'] as const),
  ...(['finishedAt', 'returns', 'reworks', 'level', 'chases', 'chasedAt', 'asked', 'mergedInto', 'splitFrom'] as const),
  ...(['speed', 'effect', 'attitude', 'version'] as const)
];
export type LineItem = Pick<ItemRow, (typeof FIELDS)[number]>;

/** The columns of a line, with the names of owner and venue beside their ids. */
export const lineColumns = {
  item: Object.fromEntries(FIELDS.map((field) => [field, item[field]])) as Pick<typeof item, (typeof FIELDS)[number]>,
  ownerName: party.name,
  venueName: venue.name
};

export function lineOf(row: Row, day: string): ItemLine {
  const record = row.item;
  const { speed, effect, attitude } = record;
  // Field by field: a page has a hundred lines, and spreading them took half of its time.
  return {
    id: record.id,
    number: record.number,
    title: record.title,
    detail: record.detail,
    category: record.category,
    answer: record.answer,
    ownerId: record.ownerId,
    dueOn: record.dueOn,
    limitOn: record.limitOn,
    deadlineOn: record.deadlineOn,
    acceptBy: record.acceptBy,
    reviewOn: record.reviewOn,
    venueId: record.venueId,
    gridId: record.gridId,
    origin: originOf(record),
    sourceNumber: record.sourceNumber,
    raisedBy: record.raisedBy,
    supporters: record.supporters,
    late: record.late,
    withheld: record.withheld,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    finishedAt: record.finishedAt,
    returns: record.returns,
    reworks: record.reworks,
    level: record.level,
    chases: record.chases,
    chasedAt: record.chasedAt,
    asked: record.asked,
    mergedInto: record.mergedInto,
    splitFrom: record.splitFrom,
    version: record.version,
    tier: record.tier as Tier,
    state: record.state as State,
    channel: record.channel as Channel,
    rating: speed !== null && effect !== null && attitude !== null ? { speed, effect, attitude } : null,
    ownerName: row.ownerName,
    venueName: row.venueName,
    overdue: isOverdue(record, day)
  };
}

/**
 * A page of the ledger with the count of all that fit. Refuses a cursor that is not ours, or of another order.
 * @param known what the query finds, where several first pages of the same query and order are asked for
 */
export async function listItems(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  filter: ItemFilter,
  known?: Finding | null
): Promise<ItemList | Refusal> {
  const order = filter.sort ?? DEFAULT_ORDER;
  const from = filter.cursor ? readPlace(filter.cursor, order) : null;
  if (filter.cursor && !from) return { refused: 'input/invalid', fields: { cursor: 'field/unfit' } };
  const fitted = await fitting(s, caller, filter, from, known);
  if (refused(fitted)) return fitted;
  if (fitted.fits === null) return { items: [], nextCursor: null, total: 0, atLeast: false };
  const limit = Math.min(Math.max(filter.limit ?? LIMIT, 1), 100);
  const rows = await rowsFrom(s.store.q, caller.communityId, fitted, { order, from, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.item;
  const more = rows.length > limit && last;
  // What fits on one page is counted by that page.
  const counted = more || from ? await countItems(s.store.q, fitted.counted) : { total: rows.length, atLeast: false };
  return {
    items: page.map((row) => lineOf(row, fitted.day)),
    nextCursor: more ? writePlace(placeOf(order, last)) : null,
    // A sample may hold fewer than stand on this very page.
    total: Math.max(counted.total, page.length),
    atLeast: counted.atLeast
  };
}

export interface ItemList {
  items: ItemLine[];
  nextCursor: string | null;
  /** How many fit, exact up to some thousands. */
  total: number;
  /** There are more than that. */
  atLeast: boolean;
}

type Row = { item: LineItem; ownerName: string | null; venueName: string | null };

/** The rows that follow a place in the list, with the names beside them. */
export async function rowsFrom(
  q: Query,
  communityId: string,
  { fits, near, straight }: Pick<Fitting, 'fits' | 'near' | 'straight'>,
  { order, from, limit }: { order: Place['order']; from: Place | null; limit: number }
): Promise<Row[]> {
  const ids: string[] = [];
  for (const stretch of stretchesOf(order, from)) {
    const left = limit - ids.length;
    if (!left || fits === null) break;
    const soon = near
      ? await idsOf(q, near, stretch, left)
      : straight
        ? []
        : await idsWalked(q, communityId, fits, stretch, left);
    // What is rare is gathered by what narrows it and sorted.
    ids.push(...(soon.length === left ? soon : await idsOf(q, fits, stretch, left)));
  }
  return await rowsOf(q, communityId, ids);
}

/** The first ids of a stretch, however they are come by. */
async function idsOf(q: Query, fits: SQL | undefined, { where, orderBy }: Stretch, limit: number): Promise<string[]> {
  const order = sql.join(orderBy, sql`, `);
  const found = await q.all<{ id: string }>(
    sql`select id from ${item} where ${and(fits, where)} order by ${order} limit ${limit}`
  );
  return found.map(({ id }) => id);
}

/** The same among its first steps along the order's own index: what is common is found there. */
async function idsWalked(
  q: Query,
  communityId: string,
  fits: SQL | undefined,
  { where, orderBy }: Stretch,
  limit: number
): Promise<string[]> {
  const order = sql.join(orderBy, sql`, `);
  const steps = sql`select * from ${item} where ${and(within(communityId), where)} order by ${order} limit ${WALK}`;
  const found = await q.all<{ id: string }>(
    sql`select id from (${steps}) as item where ${fits} order by ${order} limit ${limit}`
  );
  return found.map(({ id }) => id);
}

async function rowsOf(q: Query, communityId: string, ids: readonly string[]): Promise<Row[]> {
  if (!ids.length) return [];
  const rows = await q
    .select(lineColumns)
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .where(and(within(communityId), inArray(item.id, [...ids])))
    .all();
  const byId = new Map(rows.map((row) => [row.item.id, row]));
  // One that went meanwhile is left out: between two questions somebody may have written.
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export { type Fitting, type ItemFilter };
