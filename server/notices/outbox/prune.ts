import { and, eq, isNotNull, lt, max, notExists, sql } from 'drizzle-orm';
import type { Ground } from '../../ground';
import { delivery, channel, notice } from '../tables';

const DAY_MS = 86_400_000;
/** So long the log of what was sent is kept, of what was not, and the lists in the server. */
export const KEPT_DAYS = { sent: 90, dead: 180, notices: 400 } as const;

/** Forgets old deliveries, notices that nothing waits for, and channels that are gone with their log. */
export async function pruneNotices(s: Pick<Ground, 'store' | 'now'>): Promise<void> {
  const before = (days: number) => new Date(s.now().getTime() - days * DAY_MS).toISOString();
  await s.store.tx(async (q) => {
    for (const state of ['sent', 'dead'] as const)
      await q
        .delete(delivery)
        .where(and(eq(delivery.state, state), lt(delivery.endedAt, before(KEPT_DAYS[state]))))
        .run();
    const waits = q
      .select({ one: sql`1` })
      .from(delivery)
      .where(and(eq(delivery.communityId, notice.communityId), eq(delivery.noticeSeq, notice.seq)));
    const lasts = await q
      .select({ communityId: notice.communityId, seq: max(notice.seq) })
      .from(notice)
      .groupBy(notice.communityId)
      .all();
    // The last one stays: the next is counted from it.
    for (const { communityId, seq } of lasts)
      await q
        .delete(notice)
        .where(
          and(
            eq(notice.communityId, communityId),
            lt(notice.at, before(KEPT_DAYS.notices)),
            lt(notice.seq, seq!),
            notExists(waits)
          )
        )
        .run();
    const logged = q
      .select({ one: sql`1` })
      .from(delivery)
      .where(and(eq(delivery.communityId, channel.communityId), eq(delivery.channelId, channel.id)));
    await q
      .delete(channel)
      .where(and(isNotNull(channel.removedAt), lt(channel.removedAt, before(2)), notExists(logged)))
      .run();
  });
}
