import { and, eq, isNull } from 'drizzle-orm';
import type { Ground } from '../../ground';
import type { ChannelRow } from '../channels-hearing';
import { channel } from '../tables';

/** A channel that has not been taken away. */
export async function findChannel(
  s: Pick<Ground, 'store'>,
  communityId: string,
  id: string
): Promise<ChannelRow | null> {
  const row = await s.store.q
    .select()
    .from(channel)
    .where(and(eq(channel.communityId, communityId), eq(channel.id, id), isNull(channel.removedAt)))
    .get();
  return row ?? null;
}
