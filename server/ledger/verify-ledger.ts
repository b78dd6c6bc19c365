import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import { GENESIS } from '$lib/domain/ledger/event-hash';
import { community } from '../community/tables';
import type { Query } from '../db/store';
import { hashOf } from './event-hash';
import { item, itemEvent } from './tables';

const PAGE = 1000;

/**
 * Walks each community's history from its first event and each item's state against what its events say. Gives the numbers
 * it read and the head of each chain, which a bulletin may print.
 */
export async function verifyLedger(
  q: Query,
  fault: (where: string, what: string) => void
): Promise<{ items: number; events: number; heads: { communityId: string; seq: number; hash: string }[] }> {
  const heads: { communityId: string; seq: number; hash: string }[] = [];
  let events = 0;
  for (const { id: communityId } of await q.select({ id: community.id }).from(community).all()) {
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

  const lastState = sql<string | null>`(
    select e.to_state from ${itemEvent} e
    where e.community_id = ${item.communityId} and e.item_id = ${item.id} order by e.seq desc limit 1)`;
  const wrong = await q
    .select({ number: item.number, state: item.state, says: lastState })
    .from(item)
    .where(sql`${item.state} is not ${lastState}`)
    .orderBy(desc(item.number))
    .limit(PAGE)
    .all();
  for (const { number, state, says } of wrong)
    fault(`item ${number}`, says ? `is “${state}”, its events say “${says}”` : 'has no event');
  const orphans = await q
    .selectDistinct({ itemId: itemEvent.itemId })
    .from(itemEvent)
    .where(
      sql`not exists (select 1 from ${item} i where i.community_id = ${itemEvent.communityId} and i.id = ${itemEvent.itemId})`
    )
    .limit(PAGE)
    .all();
  for (const { itemId } of orphans) fault(`item ${itemId}`, 'has a history and is gone');
  const counted = await q
    .select({ n: sql<number>`count(*)` })
    .from(item)
    .get();
  return { items: counted?.n ?? 0, events, heads };
}
