import { and, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { DEFAULT_ORDER, isSortKey, type ListOrder, type SortKey } from '$lib/domain/ledger/list-order';
import { item } from './tables';

/** What the list can be sorted by; each has an index that begins with the community, goes on like this and ends with the id. */
const KEYS: Readonly<Record<SortKey, readonly SQLiteColumn[]>> = {
  created: [item.createdAt],
  updated: [item.updatedAt],
  deadline: [item.deadlineOn],
  number: [item.serial],
  // A level alone says nothing of what comes first within it.
  level: [item.level, item.createdAt]
};

type KeyValue = string | number | null;

/** Where a page ended: the last row's sort key and its id. */
export interface Place {
  order: ListOrder;
  key: readonly KeyValue[];
  id: string;
}

/** A part of the list that one walk along an index gives: its rows and their order. */
export interface Stretch {
  where: SQL | undefined;
  orderBy: SQL[];
}

/**
 * The stretches of the list from a place on. Deadlines have two, those that have one and those without: what has no deadline
 * comes last either way, and a walk along an index cannot jump.
 */
export function stretchesOf({ by, desc }: ListOrder, from: Place | null): Stretch[] {
  const columns = KEYS[by];
  const along = (...columns: readonly SQLiteColumn[]) =>
    columns.map((column) => (desc ? sql`${column} desc` : sql`${column} asc`));
  const after = (columns: readonly SQLiteColumn[], values: readonly KeyValue[]) =>
    sql`(${sql.join([...columns], sql`, `)}) ${desc ? sql`<` : sql`>`} (${sql.join(
      values.map((value) => sql`${value}`),
      sql`, `
    )})`;
  const keyed = [...columns, item.id];
  if (by !== 'deadline')
    return [{ where: from ? after(keyed, [...from.key, from.id]) : undefined, orderBy: along(...keyed) }];
  const without = isNull(item.deadlineOn);
  const last = { where: without, orderBy: along(item.id) };
  if (from && from.key[0] === null) return [{ ...last, where: and(without, after([item.id], [from.id])) }];
  const dated = from ? after(keyed, [...from.key, from.id]) : isNotNull(item.deadlineOn);
  return [{ where: dated, orderBy: along(...keyed) }, last];
}

/** The place of a row. */
export function placeOf(order: ListOrder, row: Pick<typeof item.$inferSelect, 'id'>): Place {
  const value = row as unknown as Record<string, KeyValue>;
  return { order, key: KEYS[order.by].map((column) => value[fieldOf(column)]!), id: row.id };
}

const fields = new Map(
  Object.entries(item)
    .filter(([, column]) => column && typeof column === 'object' && 'name' in column)
    .map(([field, column]) => [column as unknown as SQLiteColumn, field])
);
const fieldOf = (column: SQLiteColumn) => fields.get(column)!;

/** Opaque to whoever carries it, judged when it comes back. */
export function writePlace({ order, key, id }: Place): string {
  return Buffer.from(JSON.stringify([order.by, order.desc ? 1 : 0, ...key, id])).toString('base64url');
}

/** Null where it is not one of ours, or of another order than is asked for. */
export function readPlace(text: string, order: ListOrder = DEFAULT_ORDER): Place | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(read)) return null;
    const [by, desc, ...rest] = read as unknown[];
    const id = rest.pop();
    const fits =
      isSortKey(by) &&
      by === order.by &&
      desc === (order.desc ? 1 : 0) &&
      rest.length === KEYS[by].length &&
      rest.every((value, n) => fitsColumn(KEYS[by][n]!, value)) &&
      typeof id === 'string';
    return fits ? { order, key: rest as KeyValue[], id: id as string } : null;
  } catch {
    return null;
  }
}

function fitsColumn(column: SQLiteColumn, value: unknown): boolean {
  if (value === null) return !column.notNull;
  return column.dataType === 'number' ? Number.isSafeInteger(value) : typeof value === 'string';
}

/** Of the caller's community: what every walk is along. */
export const within = (communityId: string): SQL => eq(item.communityId, communityId);
