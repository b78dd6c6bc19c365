import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { workingDaysBetween } from '$lib/domain/calendar/work-calendar';
import type { Part, Standing } from '$lib/domain/ledger/item-state';
import type { Act } from '$lib/domain/ledger/acts';
import { actsFor } from '$lib/domain/ledger/transitions';
import type { Refusal } from '$lib/domain/refusal';
import { calendarOf } from '../calendar';
import { today } from '../community';
import { party, venue } from '../community/tables';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { lineColumns, lineOf, type ItemLine } from './list-items';
import { partsOf, standingOf } from './standing';
import { item, itemEvent, itemPart, lateChange } from './tables';
import { visibleTo } from './visible';

/** Another item that this one came from or went into. */
export type Neighbour = Pick<ItemLine, 'id' | 'number' | 'title' | 'raisedBy' | 'supporters'>;

export interface ItemPage extends ItemLine {
  events: (typeof itemEvent.$inferSelect)[];
  /** Joint partners and how far each is. */
  parts: (Part & { partyId: string; name: string })[];
  /** Names of the parties that its history speaks of, by id. */
  names: Record<string, string>;
  /** What this caller may do to it now. */
  acts: Act[];
  /** What stands beside the deadline: what was first promised, its acceptance, its hold. */
  firstDueOn: string | null;
  heldSince: string | null;
  /** Whether the holidays that its deadline rests on are announced. */
  sure: boolean;
  /** What it was put into, and what it was split from. */
  into: Neighbour | null;
  from: Neighbour | null;
  /** What was put into it: each keeps its own number. */
  absorbed: Neighbour[];
  /** Tablets' changes that still wait for staff; empty for those who see only their own. */
  lateChanges: { field: string; ledgerValue: string; tabletValue: string; seenAt: string }[];
}

/** One item with its history; what was said of it where it came from an area above tells. An item the caller may not see is as absent as one that is not there. */
export async function getItem(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  id: string
): Promise<ItemPage | Refusal> {
  const seen = visibleTo(s.store.q, caller);
  const { communityId } = caller;
  const { q } = s.store;
  if (seen === null) return { refused: 'item/absent' };
  const row = await q
    .select({ ...lineColumns, item })
    .from(item)
    .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
    .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
    .where(and(eq(item.communityId, communityId), eq(item.id, id), seen))
    .get();
  if (!row) return { refused: 'item/absent' };
  const events = await q
    .select()
    .from(itemEvent)
    .where(and(eq(itemEvent.communityId, communityId), eq(itemEvent.itemId, id)))
    .orderBy(asc(itemEvent.seq))
    .all();
  const standing = standingOf(row.item, await partsOf(q, communityId, id));
  return {
    ...lineOf(row, await today(s, communityId)),
    events,
    parts: await partsWithNames(s, communityId, id),
    names: await namesIn(s, communityId, events),
    acts: actsFor(standing, { role: caller.role, partyId: caller.partyId }),
    firstDueOn: standing.firstDueOn,
    heldSince: standing.heldSince,
    sure: await isSure(s, communityId, standing, row.item.createdAt),
    into: await neighbour(s, communityId, row.item.mergedInto, seen),
    from: await neighbour(s, communityId, row.item.splitFrom, seen),
    absorbed: await s.store.q
      .select(NEIGHBOUR)
      .from(item)
      .where(and(eq(item.communityId, communityId), eq(item.mergedInto, id)))
      .orderBy(asc(item.createdAt), asc(item.id))
      .limit(MOST_ABSORBED)
      .all(),
    lateChanges: may(caller.role, 'ledger/read') ? await waiting(s, communityId, id) : []
  };
}

const NEIGHBOUR = {
  id: item.id,
  number: item.number,
  title: item.title,
  raisedBy: item.raisedBy,
  supporters: item.supporters
};
const MOST_ABSORBED = 200;

/** Only where the caller may see that one too. */
async function neighbour(
  s: Pick<Ground, 'store'>,
  communityId: string,
  id: string | null,
  seen: SQL | undefined
): Promise<Neighbour | null> {
  if (!id) return null;
  const one = and(eq(item.communityId, communityId), eq(item.id, id), seen);
  return (await s.store.q.select(NEIGHBOUR).from(item).where(one).get()) ?? null;
}

async function namesIn(
  s: Pick<Ground, 'store'>,
  communityId: string,
  events: readonly { detail: Record<string, unknown> }[]
): Promise<Record<string, string>> {
  const ids = new Set<string>();
  for (const { detail } of events)
    for (const id of [detail.ownerId, detail.partyId, ...idsOf(detail.partners)])
      if (typeof id === 'string') ids.add(id);
  if (!ids.size) return {};
  const rows = await s.store.q
    .select({ id: party.id, name: party.name })
    .from(party)
    .where(and(eq(party.communityId, communityId), inArray(party.id, [...ids])))
    .all();
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

const idsOf = (partners: unknown): unknown[] =>
  Array.isArray(partners) ? partners.map((partner: { partyId?: unknown }) => partner.partyId) : [];

/** A limit that nobody named, or a promise in working days, rests on the calendar. */
async function isSure(
  s: Pick<Ground, 'store'>,
  communityId: string,
  { dueOn, dueWithin, limitOn }: Standing,
  createdAt: string
): Promise<boolean> {
  const [from, to] = dueOn ? [dueWithin?.from, dueWithin ? dueOn : undefined] : [createdAt.slice(0, 10), limitOn];
  return !from || !to || workingDaysBetween(await calendarOf(s.store.q, communityId), from, to).sure;
}

async function partsWithNames(s: Pick<Ground, 'store'>, communityId: string, itemId: string) {
  const rows = await s.store.q
    .select({ part: itemPart, name: party.name })
    .from(itemPart)
    .leftJoin(party, and(eq(party.communityId, itemPart.communityId), eq(party.id, itemPart.partyId)))
    .where(and(eq(itemPart.communityId, communityId), eq(itemPart.itemId, itemId)))
    .orderBy(asc(party.name), asc(itemPart.partyId))
    .all();
  return rows.map(({ part: { partyId, task, dueOn, state }, name }) => ({
    partyId,
    name: name ?? partyId,
    task,
    dueOn,
    state: state as Part['state']
  }));
}

function waiting(s: Pick<Ground, 'store'>, communityId: string, itemId: string) {
  const { field, ledgerValue, tabletValue, seenAt } = lateChange;
  return s.store.q
    .select({ field, ledgerValue, tabletValue, seenAt })
    .from(lateChange)
    .where(and(eq(lateChange.communityId, communityId), eq(lateChange.itemId, itemId), isNull(lateChange.decision)))
    .all();
}
