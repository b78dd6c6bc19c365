import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Query } from '../../db/store';
import type { Caller } from '../../identity';
import type { Ground } from '../../ground';
import { delivery, door } from '../tables';
import { findDoor } from './find-door';

type Standing = Pick<Ground, 'store' | 'now'>;

/** Shuts a door for a while, or opens it again. What waits at a shut door is given up; what happens meanwhile is not kept for it. */
export async function shutDoor(s: Standing, caller: Caller, id: string, shut: boolean): Promise<null | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const found = await findDoor(s, communityId, id);
  if (!found || found.scope === 'account') return { refused: 'door/absent' };
  const at = s.now().toISOString();
  await s.store.tx((q) =>
    q
      .update(door)
      .set(shut ? { shutAt: at, shutBy: 'hand' } : { shutAt: null, shutBy: null })
      .where(
        and(eq(door.communityId, communityId), eq(door.id, id), shut ? isNull(door.shutAt) : isNotNull(door.shutAt))
      )
      .run()
  );
  return null;
}

/** Takes a door away for good; its secrets are forgotten, its log stays for its time. */
export async function removeDoor(s: Standing, caller: Caller, id: string): Promise<null | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const found = await findDoor(s, caller.communityId, id);
  if (!found || found.scope === 'account') return { refused: 'door/absent' };
  await s.store.tx((q) => forgetDoor(q, caller.communityId, id, s.now().toISOString()));
  return null;
}

/** Forgets a door: nothing of its address is left, and nothing waits at it any more; inside the caller's transaction. */
export async function forgetDoor(q: Query, communityId: string, id: string, at: string): Promise<void> {
  await q
    .update(door)
    .set({ removedAt: at, sealed: '', shown: '', robot: '', tokenHash: null })
    .where(and(eq(door.communityId, communityId), eq(door.id, id)))
    .run();
  await q
    .update(delivery)
    .set({ state: 'dead', trouble: 'shut', endedAt: at })
    .where(and(eq(delivery.communityId, communityId), eq(delivery.doorId, id), eq(delivery.state, 'waiting')))
    .run();
}
