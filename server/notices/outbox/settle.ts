import { and, eq, inArray } from 'drizzle-orm';
import { dayIn } from '$lib/domain/meetings/days';
import { MOST_TRIES, retryAfter } from '$lib/domain/notices/retry';
import type { Outcome } from '$lib/domain/notices/trouble';
import type { Query } from '../../db/store';
import { putNotice } from '../put-notice';
import { delivery, channel } from '../tables';
import { nextTry, type Claimed } from './claim';

/** Writes down what came of a try, inside the caller's transaction. */
export async function settle(
  q: Query,
  { channel: row, ids, tries, urgency, rules }: Claimed,
  outcome: Outcome,
  now: number,
  jitter: number
): Promise<void> {
  const { communityId, id: channelId } = row;
  const at = new Date(now).toISOString();
  const mine = and(eq(delivery.communityId, communityId), inArray(delivery.id, ids), eq(delivery.state, 'waiting'));
  const scope = and(eq(channel.communityId, communityId), eq(channel.id, channelId));
  if (outcome.sent) {
    await q.update(delivery).set({ state: 'sent', trouble: null, code: null, endedAt: at }).where(mine).run();
    return;
  }
  const { trouble, code, wait } = outcome;
  if (trouble === 'slowed')
    await q
      .update(channel)
      .set({ slowedUntil: new Date(now + wait).toISOString() })
      .where(scope)
      .run();
  const dead = outcome.final || tries >= MOST_TRIES;
  const again = nextTry(urgency, now, retryAfter(tries, jitter, wait), rules, row.kind);
  await q
    .update(delivery)
    .set(
      dead ? { state: 'dead', trouble, code, endedAt: at } : { trouble, code, nextAt: new Date(again).toISOString() }
    )
    .where(mine)
    .run();
  if (!dead) return;
  // The other side said that there is nobody any more: it is not asked again with each notice.
  if (trouble === 'key') await q.update(channel).set({ shutAt: at, shutBy: 'gone' }).where(scope).run();
  // Whoever waits before the page for a test sees it there.
  if (urgency === 'now') return;
  await putNotice(q, {
    communityId,
    kind: 'channel-failed',
    at,
    to: row.scope === 'account' ? { accountId: row.ownerId } : { office: true },
    values: { title: row.scope === 'account' ? row.shown : row.name },
    oncePer: `channel-failed ${channelId} ${dayIn(at, rules.timeZone)}`
  });
}
