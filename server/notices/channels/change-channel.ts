import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Query } from '../../db/store';
import type { Caller } from '../../identity';
import type { Ground } from '../../ground';
import { delivery, channel } from '../tables';
import { findChannel } from './find-channel';

type Deps = Pick<Ground, 'store' | 'now'>;

/** Shuts a channel for a while, or opens it again. What waits at a shut channel is given up; what happens meanwhile is not kept for it. */
export async function shutChannel(s: Deps, caller: Caller, id: string, shut: boolean): Promise<null | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const found = await findChannel(s, communityId, id);
  if (!found || found.scope === 'account') return { refused: 'channel/absent' };
  const at = s.now().toISOString();
  await s.store.tx((q) =>
    q
      .update(channel)
      .set(shut ? { shutAt: at, shutBy: 'hand' } : { shutAt: null, shutBy: null })
      .where(
        and(
          eq(channel.communityId, communityId),
          eq(channel.id, id),
          shut ? isNull(channel.shutAt) : isNotNull(channel.shutAt)
        )
      )
      .run()
  );
  return null;
}

/** Takes a channel away for good; its secrets are forgotten, its log stays for its time. */
export async function removeChannel(s: Deps, caller: Caller, id: string): Promise<null | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const found = await findChannel(s, caller.communityId, id);
  if (!found || found.scope === 'account') return { refused: 'channel/absent' };
  await s.store.tx((q) => forgetChannel(q, caller.communityId, id, s.now().toISOString()));
  return null;
}

/** Forgets a channel: nothing of its address is left, and nothing waits at it any more; inside the caller's transaction. */
export async function forgetChannel(q: Query, communityId: string, id: string, at: string): Promise<void> {
  await q
    .update(channel)
    .set({ removedAt: at, sealed: '', shown: '', robot: '', tokenHash: null })
    .where(and(eq(channel.communityId, communityId), eq(channel.id, id)))
    .run();
  await q
    .update(delivery)
    .set({ state: 'dead', trouble: 'shut', endedAt: at })
    .where(and(eq(delivery.communityId, communityId), eq(delivery.channelId, id), eq(delivery.state, 'waiting')))
    .run();
}
