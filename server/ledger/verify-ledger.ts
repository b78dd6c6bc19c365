import { and, asc, eq, gt, or, sql } from 'drizzle-orm';
import { canonicalJson, GENESIS } from '$lib/domain/ledger/event-hash';
import type { Standing } from '$lib/domain/ledger/item-state';
import { replay, type ActEvent } from '$lib/domain/ledger/transitions';
import { dayIn } from '$lib/domain/meetings/days';
import { community } from '../community/tables';
import type { Query } from '../db/store';
import { hashOf } from './event-hash';
import { columnsOf, partsOf, standingOf, type ItemRow } from './standing';
import { item, itemEvent } from './tables';

const PAGE = 1000;

/**
 * Walks each community's history from its first event and each item's state against what its events say. Returns the numbers
 * it read and the head of each chain, which a bulletin may print.
 */
export async function verifyLedger(
  q: Query,
  fault: (where: string, what: string) => void
): Promise<{ items: number; events: number; heads: { communityId: string; seq: number; hash: string }[] }> {
  const heads: { communityId: string; seq: number; hash: string }[] = [];
  let events = 0;
  const zones = new Map<string, string>();
  for (const { id: communityId, timeZone } of await q
    .select({ id: community.id, timeZone: community.timeZone })
    .from(community)
    .all()) {
    zones.set(communityId, timeZone);
    let last = { seq: 0, hash: GENESIS };
    for (;;) {
      const page = await q
        .select()
        .from(itemEvent)
        .where(and(eq(itemEvent.communityId, communityId), gt(itemEvent.seq, last.seq)))
        .orderBy(asc(itemEvent.seq))
        .limit(PAGE)
        .all();
      if (!page.length) break;
      for (const event of page) {
        const where = `ledger event ${event.seq}`;
        if (event.seq !== last.seq + 1) fault(where, `the one before it is missing (${last.seq + 1})`);
        else if (event.prevHash !== last.hash) fault(where, 'does not follow from the one before');
        if (hashOf(event) !== event.hash) fault(where, 'was altered after it was written');
        last = event;
        events++;
      }
    }
    heads.push({ communityId, seq: last.seq, hash: last.hash });
  }

  const items = await replayItems(q, zones, fault);
  const orphans = await q
    .selectDistinct({ itemId: itemEvent.itemId })
    .from(itemEvent)
    .where(
      sql`not exists (select 1 from ${item} i where i.community_id = ${itemEvent.communityId} and i.id = ${itemEvent.itemId})`
    )
    .limit(PAGE)
    .all();
  for (const { itemId } of orphans) fault(`item ${itemId}`, 'has a history and is gone');
  return { items, events, heads };
}

/** Plays each item's history again and holds its row against it (rule T9). Reads items by pages, each page's events at once. */
async function replayItems(
  q: Query,
  zones: ReadonlyMap<string, string>,
  fault: (where: string, what: string) => void
): Promise<number> {
  let count = 0;
  for (let last = { communityId: '', id: '' }; ;) {
    const after = or(
      gt(item.communityId, last.communityId),
      and(eq(item.communityId, last.communityId), gt(item.id, last.id))
    );
    const rows = await q
      .select()
      .from(item)
      .where(after)
      .orderBy(asc(item.communityId), asc(item.id))
      .limit(PAGE)
      .all();
    if (!rows.length) return count;
    for (const row of rows) {
      count++;
      const events = await q
        .select()
        .from(itemEvent)
        .where(and(eq(itemEvent.communityId, row.communityId), eq(itemEvent.itemId, row.id)))
        .orderBy(asc(itemEvent.seq))
        .all();
      const parts = await partsOf(q, row.communityId, row.id);
      const what = differs(row, parts, events as unknown as ActEvent[], zones.get(row.communityId) ?? 'Asia/Shanghai');
      if (what) fault(`item ${row.number}`, what);
    }
    last = rows.at(-1)!;
  }
}

/** What its row says otherwise than its history; null where both say the same. */
function differs(row: ItemRow, parts: Standing['parts'], events: readonly ActEvent[], timeZone: string): string | null {
  if (!events.length) return 'has no event';
  let says: Standing;
  try {
    says = replay(events)!;
  } catch (error) {
    return (error as Error).message;
  }
  const stands = standingOf(row, parts);
  if (stands.state !== says.state) return `is “${stands.state}”, its events say “${says.state}”`;
  const wrong: string[] = (Object.keys(says) as (keyof Standing)[]).filter(
    (key) => canonicalJson(stands[key]) !== canonicalJson(says[key])
  );
  // What is told of it besides, by days and for lists, follows from the same.
  const dayOf = (moment: string) => dayIn(moment, timeZone);
  const follows = { ...columnsOf(says, dayOf), submittedOn: dayOf(row.createdAt) };
  for (const key of Object.keys(follows) as (keyof ItemRow)[])
    if (!(key in says) && row[key] !== follows[key as keyof typeof follows]) wrong.push(key);
  return wrong.length ? `its row and its events differ in ${[...new Set(wrong)].join(', ')}` : null;
}
