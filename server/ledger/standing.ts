import { and, eq, inArray } from 'drizzle-orm';
import { deadlineOf, firstDeadlineOf, type Part, type Standing } from '$lib/domain/ledger/item-state';
import type { State } from '$lib/domain/ledger/state';
import type { Query } from '../db/store';
import { item, itemPart } from './tables';

export type ItemRow = typeof item.$inferSelect;

/** Where a row stands, with its joint partners. */
export function standingOf(row: ItemRow, parts: Standing['parts']): Standing {
  const { ownerId, dueOn, dueWithin, firstDueOn, limitOn, acceptBy, asked, heldSince, reviewOn, heldDays } = row;
  const { respondBy, returns, reworks, level, mergedInto, chases, chasedAt } = row;
  const { respondedAt, dispatchedAt, finishedAt, firstFinishedAt, verifiedAt, ratedAt } = row;
  const { speed, effect, attitude } = row;
  return {
    state: row.state as State,
    ownerId,
    dueOn,
    dueWithin,
    firstDueOn,
    limitOn,
    acceptBy,
    parts,
    asked,
    heldSince,
    reviewOn,
    heldDays,
    respondBy,
    returns,
    reworks,
    level,
    mergedInto,
    chases,
    chasedAt,
    respondedAt,
    dispatchedAt,
    finishedAt,
    firstFinishedAt,
    verifiedAt,
    ratedAt,
    rating: speed !== null && effect !== null && attitude !== null ? { speed, effect, attitude } : null
  };
}

/**
 * The row's columns that say where it stands.
 * @param dayOf YYYY-MM-DD of a moment, in the community's time zone
 */
export function columnsOf(
  { parts: _, rating, ...standing }: Standing,
  dayOf: (moment: string) => string
): Partial<ItemRow> {
  const { respondedAt, finishedAt, firstFinishedAt, ratedAt } = standing;
  return {
    ...standing,
    deadlineOn: deadlineOf(standing),
    firstDeadlineOn: firstDeadlineOf(standing),
    respondedOn: respondedAt && dayOf(respondedAt),
    finishedOn: finishedAt && dayOf(finishedAt),
    firstFinishedOn: firstFinishedAt && dayOf(firstFinishedAt),
    ratedOn: ratedAt && dayOf(ratedAt),
    speed: rating?.speed ?? null,
    effect: rating?.effect ?? null,
    attitude: rating?.attitude ?? null
  };
}

export async function partsOf(q: Query, communityId: string, itemId: string): Promise<Standing['parts']> {
  return (await partsOfEach(q, communityId, [itemId])).get(itemId) ?? {};
}

/** The parts of many items at once; an item that has none is absent. */
export async function partsOfEach(
  q: Query,
  communityId: string,
  itemIds: readonly string[]
): Promise<Map<string, Standing['parts']>> {
  const parts = new Map<string, Standing['parts']>();
  if (!itemIds.length) return parts;
  const ofThem = and(eq(itemPart.communityId, communityId), inArray(itemPart.itemId, [...itemIds]));
  for (const { itemId, partyId, task, dueOn, state } of await q.select().from(itemPart).where(ofThem).all())
    parts.set(itemId, { ...parts.get(itemId), [partyId]: { task, dueOn, state: state as Part['state'] } });
  return parts;
}

/** Writes the parts that differ from those before. */
export async function writeParts(
  q: Query,
  { communityId, id: itemId }: Pick<ItemRow, 'communityId' | 'id'>,
  before: Standing['parts'],
  parts: Standing['parts']
): Promise<void> {
  const scope = and(eq(itemPart.communityId, communityId), eq(itemPart.itemId, itemId));
  for (const partyId of Object.keys(before))
    if (!(partyId in parts))
      await q
        .delete(itemPart)
        .where(and(scope, eq(itemPart.partyId, partyId)))
        .run();
  for (const [partyId, { task, dueOn, state }] of Object.entries(parts)) {
    if (parts[partyId] === before[partyId]) continue;
    await q
      .insert(itemPart)
      .values({ communityId, itemId, partyId, task, dueOn, state })
      .onConflictDoUpdate({
        target: [itemPart.communityId, itemPart.itemId, itemPart.partyId],
        set: { task, dueOn, state }
      })
      .run();
  }
}
