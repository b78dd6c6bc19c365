import { and, eq, isNull, ne } from 'drizzle-orm';
import { CATEGORIES, TIERS } from '$lib/domain/ledger/category';
import { isDay } from '$lib/domain/meetings/days';
import { refused } from '$lib/domain/refusal';
import { findParty, findVenue } from '../community';
import type { Query } from '../db/store';
import { applyAct, SYSTEM } from './apply-act';
import type { ActHearers } from './hearing';
import type { ItemRow } from './standing';
import { item, itemEvent, lateChange } from './tables';

/** The fields of its origin that an item takes over; a later change to one of them is shown to staff. */
export const TAKEN_OVER = [
  'title',
  'detail',
  'category',
  'tier',
  'outcome',
  'answer',
  'ownerId',
  'dueOn',
  'venueId',
  'raisedBy',
  'supporters'
] as const;
export type TakenOver = (typeof TAKEN_OVER)[number];
/** As text, so that one compares with another; empty for what is not set. */
export type OriginValues = Record<TakenOver, string>;

/** What is put down to no account: a tablet that comes back after the close. */
export const LATE_TABLET = { id: SYSTEM.id, name: '晚到的平板' };

/**
 * Holds what an origin says now against its item; inside the caller's transaction. A value that differs both from what
 * was last agreed and from what the item says is kept beside it for staff, and withdrawn when it turns back. An item that
 * came late itself and that nobody has touched follows its tablet: there is nothing agreed that it could break.
 */
export async function noteLateChanges(
  q: Query,
  hearers: ActHearers,
  row: ItemRow,
  says: OriginValues,
  at: string
): Promise<void> {
  const made = row.madeFrom;
  if (!made) return;
  const changed = TAKEN_OVER.filter((field) => says[field] !== (made[field] ?? ''));
  await withdrawOthers(q, row, changed);
  if (!changed.length) return;
  const follows = row.late && (await untouched(q, row));
  const agreed: Record<string, string> = {};
  const followed: Partial<ItemRow> = {};
  for (const field of changed) {
    const ledger = ledgerSays(row, field);
    if (says[field] === ledger) agreed[field] = ledger;
    else if (follows && field !== 'outcome' && (await fits(q, row.communityId, field, says[field]))) {
      agreed[field] = says[field];
      Object.assign(followed, columns(field, says[field]));
    } else await note(q, row, field, ledger, says[field], at);
  }
  if (!Object.keys(agreed).length) return;
  await withdrawOthers(
    q,
    row,
    changed.filter((field) => !(field in agreed))
  );
  if (await save(q, hearers, row, followed, { ...made, ...agreed }, at)) return;
  // What the ledger does not allow is for staff to see; the words of the meeting do not wait for it.
  for (const field of TAKEN_OVER)
    if (Object.hasOwn(followed, field)) await note(q, row, field, ledgerSays(row, field), says[field], at);
}

/** Whether a value that a tablet sent may stand in an item's column unseen: a document may hold anything. */
async function fits(q: Query, communityId: string, field: TakenOver, value: string): Promise<boolean> {
  switch (field) {
    case 'tier':
      return (TIERS as readonly string[]).includes(value);
    case 'category':
      return value === '' || (CATEGORIES as readonly string[]).includes(value);
    case 'dueOn':
      return value === '' || isDay(value);
    case 'ownerId':
      return value === '' || (await findParty(q, communityId, value)) !== undefined;
    case 'venueId':
      return value === '' || (await findVenue(q, communityId, value)) !== undefined;
    default:
      return true;
  }
}

/** What the ledger says today of a field that it took over. */
export function ledgerSays(row: ItemRow, field: TakenOver): string {
  if (field !== 'outcome') return String(row[field] ?? '');
  return row.state === 'answered' ? 'answered' : row.state === 'declined' ? 'dropped' : 'ledger';
}

/** The item's columns that a taken value goes into; none for the outcome, which is an act. */
export function columns(field: TakenOver, value: string): Partial<ItemRow> {
  if (field === 'outcome') return {};
  if (field === 'ownerId' || field === 'dueOn' || field === 'venueId') return { [field]: value || null };
  return field === 'supporters' ? { supporters: Number(value) || 0 } : { [field]: value };
}

function notesOf(row: ItemRow) {
  return and(eq(lateChange.communityId, row.communityId), eq(lateChange.itemId, row.id));
}

async function withdrawOthers(q: Query, row: ItemRow, standing: readonly TakenOver[]): Promise<void> {
  const noted = await q
    .select({ field: lateChange.field })
    .from(lateChange)
    .where(and(notesOf(row), isNull(lateChange.decision)))
    .all();
  for (const { field } of noted)
    if (!standing.includes(field as TakenOver))
      await q
        .delete(lateChange)
        .where(and(notesOf(row), eq(lateChange.field, field)))
        .run();
}

async function note(q: Query, row: ItemRow, field: TakenOver, ledger: string, tablet: string, at: string) {
  const { communityId, id: itemId } = row;
  const existing = await q
    .select()
    .from(lateChange)
    .where(and(notesOf(row), eq(lateChange.field, field)))
    .get();
  if (existing && !existing.decision && existing.tabletValue === tablet && existing.ledgerValue === ledger) return;
  const open = {
    ledgerValue: ledger,
    tabletValue: tablet,
    seenAt: at,
    decision: null,
    decidedAt: null,
    decidedBy: null
  };
  await q
    .insert(lateChange)
    .values({ communityId, itemId, field, ...open })
    .onConflictDoUpdate({ target: [lateChange.communityId, lateChange.itemId, lateChange.field], set: open })
    .run();
}

async function untouched(q: Query, row: ItemRow): Promise<boolean> {
  const others = await q
    .select({ seq: itemEvent.seq })
    .from(itemEvent)
    .where(
      and(eq(itemEvent.communityId, row.communityId), eq(itemEvent.itemId, row.id), ne(itemEvent.actorId, SYSTEM.id))
    )
    .get();
  return !others;
}

/**
 * Notes what was agreed; what the item follows is an act of its own, so that its history tells where it stands. Returns whether the
 * ledger allowed that.
 */
async function save(
  q: Query,
  hearers: ActHearers,
  row: ItemRow,
  followed: Partial<ItemRow>,
  madeFrom: Record<string, string>,
  at: string
): Promise<boolean> {
  if (!Object.keys(followed).length) {
    const scope = and(eq(item.communityId, row.communityId), eq(item.id, row.id));
    await q.update(item).set({ madeFrom }).where(scope).run();
    return true;
  }
  const { ownerId, dueOn, ...set } = followed;
  const input = { ...(ownerId === undefined ? {} : { ownerId }), ...(dueOn === undefined ? {} : { dueOn }) };
  const by = { ...LATE_TABLET, role: 'system' as const, partyId: null };
  const done = await applyAct(q, hearers, row, { act: 'amend', input, by, at, set: { ...set, madeFrom } });
  return !refused(done);
}
