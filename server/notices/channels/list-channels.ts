import { and, asc, count, desc, eq, isNull, max, ne } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { ChannelLogLine, ChannelView } from '$lib/domain/notices/view';
import { refused, type Refusal } from '$lib/domain/refusal';
import { party } from '../../community/tables';
import type { Caller } from '../../identity';
import type { Ground } from '../../ground';
import { delivery, channel, notice } from '../tables';
import { findChannel } from './find-channel';

/** The channels of the community and its organisations; people's own are theirs alone. */
export async function listChannels(s: Pick<Ground, 'store'>, caller: Caller): Promise<ChannelView[] | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const rows = await s.store.q
    .select({ channel, party: party.name })
    .from(channel)
    .leftJoin(party, and(eq(party.communityId, channel.communityId), eq(party.id, channel.ownerId)))
    .where(and(eq(channel.communityId, communityId), isNull(channel.removedAt), ne(channel.scope, 'account')))
    .orderBy(asc(channel.madeAt), asc(channel.id))
    .all();
  const counts = await s.store.q
    .select({ channelId: delivery.channelId, state: delivery.state, n: count(), last: max(delivery.endedAt) })
    .from(delivery)
    .where(eq(delivery.communityId, communityId))
    .groupBy(delivery.channelId, delivery.state)
    .all();
  const countIn = (id: string, state: string) =>
    counts.find((count) => count.channelId === id && count.state === state);
  return rows.map(({ channel: { id, kind, scope, hears, name, shown, shutAt, shutBy }, party: owner }) => ({
    id,
    kind,
    scope,
    hears,
    name,
    shown,
    shutAt,
    shutBy,
    party: owner,
    sentAt: countIn(id, 'sent')?.last ?? null,
    waiting: countIn(id, 'waiting')?.n ?? 0,
    dead: countIn(id, 'dead')?.n ?? 0
  }));
}

const SHOWN = 50;

/** A channel with its last fifty deliveries, the newest first. */
export async function channelLog(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  id: string
): Promise<{ channel: ChannelView; log: ChannelLogLine[] } | Refusal> {
  const channels = await listChannels(s, caller);
  if (refused(channels)) return channels;
  const found = channels.find((channel) => channel.id === id);
  if (!found || !(await findChannel(s, caller.communityId, id))) return { refused: 'channel/absent' };
  const rows = await s.store.q
    .select({ delivery, kind: notice.kind, values: notice.values })
    .from(delivery)
    .innerJoin(notice, and(eq(notice.communityId, delivery.communityId), eq(notice.seq, delivery.noticeSeq)))
    .where(and(eq(delivery.communityId, caller.communityId), eq(delivery.channelId, id)))
    .orderBy(desc(delivery.madeAt), desc(delivery.noticeSeq), desc(delivery.id))
    .limit(SHOWN)
    .all();
  return {
    channel: found,
    log: rows.map(({ delivery: row, kind, values }) => ({
      id: row.id,
      kind,
      number: values.number ?? '',
      state: row.state,
      tries: row.tries,
      trouble: row.trouble,
      code: row.code,
      madeAt: row.madeAt,
      nextAt: row.nextAt,
      endedAt: row.endedAt
    }))
  };
}
