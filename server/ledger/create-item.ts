import { and, eq, gte, lt, max } from 'drizzle-orm';
import type { Channel, Tier } from '$lib/domain/ledger/category';
import { withDays } from '$lib/domain/ledger/clock';
import { itemNumber } from '$lib/domain/ledger/item-number';
import { FRESH, type Standing } from '$lib/domain/ledger/item-state';
import { after } from '$lib/domain/ledger/transitions';
import { serialsOfYear } from '$lib/domain/search/numbers';
import type { Query } from '../db/store';
import { countingFor, countingOf, type CommunityCounting } from './counting';
import { record, type ActHearers } from './hearing';
import type { Origin } from './origin';
import { writeSearchRow } from './search-row';
import { columnsOf, type ItemRow } from './standing';
import { item } from './tables';

export interface NewItem {
  communityId: string;
  /** Made here when left out. */
  id?: string;
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
  /** What it comes of, once in the community; null where it is put down here. */
  origin: Origin | null;
  channel: Channel;
  raisedBy: string;
  supporters: number;
  late: boolean;
  /** Never shown outside the office. */
  withheld?: boolean;
  /** What its origin said; null where nothing may change there any more. */
  madeFrom: Record<string, string> | null;
  /** The item that it was split from. */
  splitFrom?: string;
  /** Where many are made in one go. */
  counting?: CommunityCounting;
  /** ISO: when it was registered, where an older ledger says so; its limit runs from there. */
  createdAt?: string;
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

/**
 * Puts one promise into the ledger with its number, its first event, its limit and its search row, and lets `hearers` hear of it;
 * inside the caller's transaction.
 */
export async function createItem(q: Query, hearers: ActHearers, options: NewItem): Promise<ItemRow> {
  const { at, year, by, splitFrom = null, opening, lastNumber, createdAt = at, ...fields } = options;
  const { communityId, ownerId, dueOn, origin, tier } = options;
  const counting = countingFor(options.counting ?? (await countingOf(q, communityId, at)), { createdAt, tier });
  const input = withDays(null, 'open', { ownerId, dueOn }, counting);
  const opened = after(null, 'open', 'open', input, at);
  const answered = options.state === 'answered' ? { answer: options.answer } : null;
  const standing = answered ? after(opened, 'answer', 'answered', answered, at) : opened;
  const { counting: _, origin: __, ...columns } = fields;
  const count = (lastNumber ?? (await countOfYear(q, communityId, year))) + 1;
  const row: ItemRow = {
    ...NOTHING,
    ...columns,
    ...columnsOf(standing, counting.dayOf),
    originKind: origin?.kind ?? null,
    originId: origin?.id ?? null,
    submittedOn: counting.submittedOn,
    withheld: options.withheld ?? false,
    sourceNumber: options.sourceNumber ?? '',
    id: options.id ?? crypto.randomUUID(),
    number: itemNumber(year, count),
    serial: serialsOfYear(year)[0] + count,
    splitFrom,
    createdAt,
    updatedAt: at,
    version: 1
  };
  await q.insert(item).values(row).run();
  const split = splitFrom ? { splitFrom } : {};
  const detail = { ...input, ...(origin && { origin }), ...split, ...opening?.detail };
  await writeSearchRow(q, row);
  await record(q, hearers, {
    by,
    input,
    before: null,
    row,
    standing: opened,
    event: { at, act: 'open', fromState: null, toState: 'open', reason: opening?.reason ?? '', detail }
  });
  if (answered)
    await record(q, hearers, {
      by,
      input: answered,
      before: row,
      row,
      standing,
      event: { at, act: 'answer', fromState: 'open', toState: 'answered', reason: '', detail: answered }
    });
  return row;
}

/** What an item has before anything is known of it. */
const NOTHING = columnsOf(FRESH, (moment) => moment) as Pick<ItemRow, keyof Standing & keyof ItemRow> &
  Pick<ItemRow, 'deadlineOn' | 'firstDeadlineOn' | 'respondedOn' | 'finishedOn' | 'firstFinishedOn' | 'ratedOn'> &
  Pick<ItemRow, 'speed' | 'effect' | 'attitude'>;

/** The last number given in a year; 0 before the first. */
export async function countOfYear(q: Query, communityId: string, year: number): Promise<number> {
  const [from, to] = serialsOfYear(year);
  const found = await q
    .select({ last: max(item.serial) })
    .from(item)
    .where(and(eq(item.communityId, communityId), gte(item.serial, from), lt(item.serial, to)))
    .get();
  return found?.last ? found.last - from : 0;
}
