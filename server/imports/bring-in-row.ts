import { and, desc, eq } from 'drizzle-orm';
import { columnOf, type Difference } from '$lib/domain/import/differences';
import type { Judged } from '$lib/domain/import/judge-row';
import type { Read } from '$lib/domain/import/read-day';
import { wayTo } from '$lib/domain/import/way';
import { FRESH, type ActInput } from '$lib/domain/ledger/item-state';
import { dayIn } from '$lib/domain/meetings/days';
import { refused } from '$lib/domain/refusal';
import { DEFAULT_LOCALE, inLocale } from '$lib/words/dictionary';
import { momentOf } from '$lib/words/dates';
import { imports as words } from '$lib/words/imports';
import { findVenue } from '../community';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import { applyAct, byOf, countOfYear, createItem, type CommunityCounting, type ItemLine, UNHEARD } from '../ledger';
import { item, itemEvent } from '../ledger/tables';
import { fingerprintOf, sourceNumberOf } from './known-items';
import { ledgerImportRow } from './tables';

/** What all rows of one transaction share. */
export interface Bringing {
  caller: Caller;
  importId: string;
  timeZone: string;
  /** ISO */
  at: string;
  counting: CommunityCounting;
  gridOf: ReadonlyMap<string, string | null>;
  /** The last number of each year, counted on within this transaction. */
  numbers: Map<number, number>;
}

/**
 * Makes an item of a row, with the acts that lead to where the row says it stands: all of them done now, by whoever imports,
 * and saying so; when the older ledger registered and finished it stands in the item itself. Inside the caller's transaction.
 */
export async function makeItem(q: Query, bringing: Bringing, judged: Judged): Promise<void> {
  const { caller, importId, at, timeZone, gridOf, numbers, counting } = bringing;
  const { communityId } = caller;
  const { values, row } = judged;
  const t = inLocale(words, DEFAULT_LOCALE);
  const createdAt = moment(values.registered, timeZone, at) ?? at;
  const year = Number(dayIn(createdAt, timeZone).slice(0, 4));
  const lastNumber = numbers.get(year) ?? (await countOfYear(q, communityId, year));
  const { title, detail, category, tier, ownerId, dueOn, venueId, channel, raisedBy, supporters, answer } = values;
  const made = await createItem(q, UNHEARD, {
    communityId,
    title,
    detail,
    category,
    tier,
    ownerId,
    dueOn,
    venueId,
    channel,
    raisedBy,
    supporters,
    answer,
    state: 'open',
    gridId: venueId ? (gridOf.get(venueId) ?? null) : null,
    origin: null,
    late: false,
    madeFrom: null,
    sourceNumber: sourceNumberOf(judged),
    createdAt,
    at,
    year,
    lastNumber,
    counting,
    opening: {
      reason: t.reason,
      detail: {
        importId,
        importRow: row,
        registeredOn: values.registered?.day,
        finishedOn: values.finished?.day
      }
    },
    by: { id: caller.accountId, name: caller.name }
  });
  numbers.set(year, lastNumber + 1);
  const added = { due: dueOn !== null && !judged.written.due, owner: ownerId !== null && !judged.written.owner };
  const reason =
    added.due && added.owner ? t.reasonBoth : added.due ? t.reasonDue : added.owner ? t.reasonOwner : t.reason;
  const who = { role: caller.role, partyId: caller.partyId };
  const walk = wayTo(values.state, { ...FRESH, ownerId, dueOn, firstDueOn: dueOn }, who, { answer, reason }, at);
  // It was judged before the transaction by the same rules.
  if (refused(walk)) throw new Error(`row ${row} has no way to ${values.state}: ${walk.refused}`);
  const finishedAt = moment(values.finished, timeZone, at);
  let now = made;
  for (const { act, detail, reason } of walk.events) {
    const done = act === 'finish' || act === 'answer' ? { happenedAt: finishedAt ?? undefined } : {};
    const input: ActInput = { ...detail, ...done, reason };
    const applied = await applyAct(q, UNHEARD, now, { act, input, by: byOf(caller), at, counting });
    if (refused(applied)) throw new Error(`row ${row} cannot ${act}: ${applied.refused}`);
    now = applied.row;
  }
  const { version } = now;
  await note(q, bringing, judged, { outcome: 'created', itemId: made.id, version, before: null });
}

/** Amends an item by what a row says otherwise, unless it is another by now. Inside the caller's transaction. */
export async function amendItem(
  q: Query,
  bringing: Bringing,
  judged: Judged,
  { item: seen, differences }: { item: ItemLine; differences: readonly Difference[] }
): Promise<'amended' | 'left'> {
  const { caller, importId, at } = bringing;
  const scope = and(eq(item.communityId, caller.communityId), eq(item.id, seen.id));
  const row = await q.select().from(item).where(scope).get();
  const t = inLocale(words, DEFAULT_LOCALE);
  const set = row && (await columnsOf(q, caller.communityId, differences));
  const changes = Object.fromEntries(differences.map(({ field, ledger, file }) => [field, [ledger, file]]));
  const done =
    row && set && row.version === seen.version
      ? await applyAct(q, UNHEARD, row, {
          act: 'amend',
          input: { ...standingOf(set), reason: t.reasonAmend },
          by: byOf(caller),
          at,
          set: withoutStanding(set),
          also: { importId, importRow: judged.row, changes }
        })
      : null;
  if (!row || !set || !done || refused(done)) {
    await note(q, bringing, judged, { outcome: 'left', itemId: seen.id, version: row?.version ?? 0, before: null });
    return 'left';
  }
  const before = Object.fromEntries(Object.keys(set).map((key) => [key, row[key as keyof typeof row]])) as Before;
  const next = done.row;
  await note(q, bringing, judged, { outcome: 'amended', itemId: row.id, version: next.version, before });
  return 'amended';
}

export type Before = Record<string, string | number | null>;

/** Owner and deadline are part of where an item stands: their event must carry them. */
export function standingOf({ ownerId, dueOn }: Partial<typeof item.$inferSelect>) {
  return { ...(ownerId === undefined ? {} : { ownerId }), ...(dueOn === undefined ? {} : { dueOn }) };
}

async function columnsOf(
  q: Query,
  communityId: string,
  differences: readonly Difference[]
): Promise<Partial<typeof item.$inferSelect>> {
  const set: Partial<typeof item.$inferSelect> = {};
  for (const { field, file } of differences) {
    const empty = field === 'owner' || field === 'due' || field === 'venue' ? null : '';
    Object.assign(set, { [columnOf(field)]: field === 'supporters' ? Number(file) || 0 : file || empty });
  }
  if (set.venueId === undefined) return set;
  const place = set.venueId ? await findVenue(q, communityId, set.venueId) : undefined;
  return { ...set, gridId: place?.gridId ?? null };
}

/** The columns of an amendment that are no part of where the item stands. */
export function withoutStanding(set: Partial<typeof item.$inferSelect>): Partial<typeof item.$inferSelect> {
  const { ownerId: _, dueOn: __, ...rest } = set;
  return rest;
}

/** The last act of an item: another by now means that somebody has done something with it. */
export async function lastSeq(q: Query, communityId: string, itemId: string): Promise<number> {
  const last = await q
    .select({ seq: itemEvent.seq })
    .from(itemEvent)
    .where(and(eq(itemEvent.communityId, communityId), eq(itemEvent.itemId, itemId)))
    .orderBy(desc(itemEvent.seq))
    .limit(1)
    .get();
  return last?.seq ?? 0;
}

async function note(
  q: Query,
  { caller: { communityId }, importId }: Bringing,
  judged: Judged,
  became: { outcome: 'created' | 'amended' | 'left'; itemId: string; version: number; before: Before | null }
): Promise<void> {
  const seq = await lastSeq(q, communityId, became.itemId);
  const fingerprint = fingerprintOf(judged);
  await q
    .insert(ledgerImportRow)
    .values({ ...became, communityId, importId, row: judged.row, fingerprint, seq, undo: null })
    .run();
}

/** The moment of a day of the older ledger; noon where no time is written, and never after the import itself. */
function moment(read: Read | null, timeZone: string, at: string): string | null {
  const found = read && momentOf(read.day, read.time ?? '12:00', timeZone);
  return found && found > at ? at : found;
}
