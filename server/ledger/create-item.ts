import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Channel, Tier } from '$lib/domain/ledger/category';
import { itemNumber } from '$lib/domain/ledger/item-number';
import type { Query } from '../db/store';
import { appendEvent } from './append-event';
import { writeSearchRow } from './search-row';
import { item } from './tables';

export interface NewItem {
  communityId: string;
  title: string;
  detail: string;
  /** One of the six, a newer tablet's own, or empty where nobody has sorted it yet. */
  category: string;
  tier: Tier;
  /** `open`, or `answered` where the meeting answered on the spot. */
  state: 'open' | 'answered';
  answer: string;
  ownerId: string | null;
  dueOn: string | null;
  gridId: string | null;
  venueId: string | null;
  meetingId: string | null;
  issueId: string | null;
  channel: Channel;
  raisedBy: string;
  supporters: number;
  late: boolean;
  /** Never shown outside the office. */
  withheld?: boolean;
  /** What the issue said; null for an item that came from no meeting. */
  madeFrom: Record<string, string> | null;
  /** What an older ledger called it, where it was imported from one. */
  sourceNumber?: string;
  /** Why it was opened by itself, and what else the history keeps of it. */
  opening?: { reason: string; detail: Record<string, unknown> };
  /** The last number given in its year, where the caller counts on within one transaction. */
  lastNumber?: number;
  /** ISO */
  at: string;
  /** The year its number is counted in, in the community's time zone. */
  year: number;
  by: { id: string; name: string };
}

export type ItemRow = typeof item.$inferSelect;

/** Puts one promise into the ledger with its number, its first event and its search row; inside the caller's transaction. */
export async function createItem(q: Query, given: NewItem): Promise<ItemRow> {
  const { at, year, by, opening, lastNumber = await countOfYear(q, given.communityId, year), ...fields } = given;
  const row: ItemRow = {
    ...fields,
    withheld: given.withheld ?? false,
    sourceNumber: given.sourceNumber ?? '',
    id: crypto.randomUUID(),
    number: itemNumber(year, lastNumber + 1),
    createdAt: at,
    updatedAt: at,
    finishedAt: given.state === 'answered' ? at : null,
    version: 1
  };
  await q.insert(item).values(row).run();
  const { communityId, id: itemId, ownerId, dueOn, meetingId, issueId, late } = row;
  const event = { communityId, itemId, at, actor: by };
  const detail = { ownerId, dueOn, meetingId, issueId, late, ...opening?.detail };
  const { reason } = opening ?? {};
  await appendEvent(q, { ...event, act: 'open', from: null, to: 'open', reason, detail });
  if (row.state === 'answered')
    await appendEvent(q, { ...event, act: 'answer', from: 'open', to: 'answered', detail: { answer: row.answer } });
  await writeSearchRow(q, row);
  return row;
}

/**
 * The last number given in a year; 0 before the first.
 * @param since one that is known to have been given: the numbers after it follow each other, so that few are looked at
 */
export async function countOfYear(q: Query, communityId: string, year: number, since?: number): Promise<number> {
  const ofCommunity = eq(item.communityId, communityId);
  if (since !== undefined) {
    const given = async (count: number) =>
      await q
        .select({ id: item.id })
        .from(item)
        .where(and(ofCommunity, eq(item.number, itemNumber(year, count))))
        .get();
    let last = since;
    while (await given(last + 1)) last++;
    return last;
  }
  const found = await q
    .select({ last: sql<number | null>`max(cast(substr(${item.number}, 6) as integer))` })
    .from(item)
    // The sign after the hyphen ends the year's numbers: a range reads its part of the index, a pattern all of it.
    .where(and(ofCommunity, gt(item.number, `${year}-`), lt(item.number, `${year}.`)))
    .get();
  return found?.last ?? 0;
}
