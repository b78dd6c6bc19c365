import { and, desc, eq } from 'drizzle-orm';
import type { ChainHead } from '$lib/domain/ledger/event-hash';
import type { Query } from '../db/store';
import { itemEvent } from './tables';

/** The last event of a community's history; null before the first. */
export async function chainHead(q: Query, communityId: string): Promise<ChainHead | null> {
  const { seq, hash } = itemEvent;
  return (
    (await q
      .select({ seq, hash })
      .from(itemEvent)
      .where(eq(itemEvent.communityId, communityId))
      .orderBy(desc(seq))
      .limit(1)
      .get()) ?? null
  );
}

/**
 * Whether a head that was printed once still stands in the history at its place. That every event before it leads there by its
 * hash is what `npm run verify-data` walks.
 */
export async function stillInChain(q: Query, communityId: string, head: ChainHead): Promise<boolean> {
  const row = await q
    .select({ hash: itemEvent.hash })
    .from(itemEvent)
    .where(and(eq(itemEvent.communityId, communityId), eq(itemEvent.seq, head.seq)))
    .get();
  return row?.hash === head.hash;
}
