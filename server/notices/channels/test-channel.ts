import type { Notices } from '../outbox/outbox';
import { and, eq, inArray } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { TestedView } from '$lib/domain/notices/view';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../../identity';
import type { Ground } from '../../ground';
import type { ChannelRow } from '../channels-hearing';
import { addDelivery, addNotice } from '../put-notice';
import { delivery } from '../tables';
import { findChannel } from './find-channel';

type Deps = Pick<Ground, 'store' | 'now'> & { notices: Notices };

/** Whether this caller may try this channel: an administrator those of the server, everybody his own. */
export function mayHandle(caller: Caller, channel: ChannelRow): boolean {
  return channel.scope === 'account' ? channel.ownerId === caller.accountId : may(caller.role, 'settings/manage');
}

/** Sends a test through a channel at once and says what came of it. */
export async function testChannel(s: Deps, caller: Caller, id: string): Promise<TestedView | Refusal> {
  const found = await findChannel(s, caller.communityId, id);
  if (!found || found.kind === 'calendar') return { refused: 'channel/absent' };
  if (!mayHandle(caller, found)) return { refused: 'right/missing' };
  if (found.shutAt) return { refused: 'channel/shut' };
  if (!found.confirmedAt) return { refused: 'channel/unconfirmed' };
  return await sendNow(s, found, 'test');
}

/** Puts a notice that stands in nobody's list at one channel, and sends it without waiting for the outbox's turn. */
export async function sendNow(s: Deps, channel: ChannelRow, kind: 'test' | 'confirm'): Promise<TestedView> {
  const { communityId, id: channelId } = channel;
  const at = s.now().toISOString();
  const deliveryId = await s.store.tx(async (q) => {
    const { seq } = await addNotice(q, { communityId, kind, at, toKind: 'channel', toId: channelId, values: {} });
    const nextAt = Date.parse(at);
    return await addDelivery(q, { communityId, channelId, noticeSeq: seq, urgency: 'now', at, nextAt });
  });
  await s.notices.deliverAt(communityId, channelId);
  const row = await s.store.q
    .select({ state: delivery.state, trouble: delivery.trouble, code: delivery.code })
    .from(delivery)
    .where(and(eq(delivery.communityId, communityId), eq(delivery.id, deliveryId)))
    .get();
  return (row ?? { state: 'waiting', trouble: null, code: null }) as TestedView;
}

/** Dead letters of a channel are tried again from the beginning: one of them, or all. */
export async function retryDead(
  s: Deps,
  caller: Caller,
  channelId: string,
  deliveryId: string | null
): Promise<{ again: number } | Refusal> {
  const found = await findChannel(s, caller.communityId, channelId);
  if (!found) return { refused: 'channel/absent' };
  if (!mayHandle(caller, found)) return { refused: 'right/missing' };
  if (found.shutAt) return { refused: 'channel/shut' };
  const { communityId } = caller;
  const at = s.now().toISOString();
  const again = await s.store.tx(async (q) => {
    const dead = and(
      eq(delivery.communityId, communityId),
      eq(delivery.channelId, channelId),
      eq(delivery.state, 'dead')
    );
    const picked = await q
      .select({ id: delivery.id, bundleId: delivery.bundleId })
      .from(delivery)
      .where(deliveryId === null ? dead : and(dead, eq(delivery.id, deliveryId)))
      .limit(500)
      .all();
    // What went out as one message goes again as that message.
    const bundles = picked.flatMap((row) => row.bundleId ?? []);
    const more = bundles.length
      ? await q
          .select({ id: delivery.id })
          .from(delivery)
          .where(and(dead, inArray(delivery.bundleId, bundles)))
          .all()
      : [];
    const ids = [...new Set([...picked, ...more].map((row) => row.id))];
    if (ids.length)
      await q
        .update(delivery)
        .set({ state: 'waiting', tries: 0, nextAt: at, endedAt: null })
        .where(and(dead, inArray(delivery.id, ids)))
        .run();
    return ids.length;
  });
  s.notices.wake();
  return { again };
}
