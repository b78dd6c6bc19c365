import { desc, eq } from 'drizzle-orm';
import { GENESIS } from '$lib/domain/ledger/event-hash';
import { wellFormedValue } from '$lib/domain/well-formed';
import type { Query } from '../db/store';
import { hashOf } from './event-hash';
import { itemEvent } from './tables';

export interface NewEvent {
  communityId: string;
  itemId: string;
  /** ISO */
  at: string;
  actor: { id: string; name: string };
  act: string;
  from: string | null;
  to: string;
  reason?: string;
  detail?: Record<string, unknown>;
}

/** Adds one act to the community's history, chained to the one before; inside the caller's transaction. Returns its place there. */
export async function appendEvent(q: Query, input: NewEvent): Promise<number> {
  const { communityId, itemId, at, actor, act, from, to, reason = '', detail = {} } = input;
  const last = await q
    .select({ seq: itemEvent.seq, hash: itemEvent.hash })
    .from(itemEvent)
    .where(eq(itemEvent.communityId, communityId))
    .orderBy(desc(itemEvent.seq))
    .limit(1)
    .get();
  // As it will be read again: the hash holds for what is kept.
  const event = wellFormedValue({
    communityId,
    seq: (last?.seq ?? 0) + 1,
    itemId,
    at,
    actorId: actor.id,
    actorName: actor.name,
    act,
    fromState: from,
    toState: to,
    reason,
    detail,
    prevHash: last?.hash ?? GENESIS
  });
  await q
    .insert(itemEvent)
    .values({ ...event, hash: hashOf(event) })
    .run();
  return event.seq;
}
