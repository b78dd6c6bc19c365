import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNotNull, isNull, lt, lte } from 'drizzle-orm';
import { pickBundle } from '$lib/domain/notices/bundle';
import { mostUrgent, type Urgency } from '$lib/domain/notices/kind';
import { firstAllowed, type SendingRules } from '$lib/domain/notices/quiet';
import { isChannelKind, nextSlot, noteSend } from '$lib/domain/notices/rate';
import { MOST_TRIES, retryAfter } from '$lib/domain/notices/retry';
import type { Query } from '../../db/store';
import { account } from '../../identity/tables';
import type { ChannelRow } from '../channels-hearing';
import { sendingRules } from '../sending-rules';
import { delivery, channel } from '../tables';

/** So many notices go into one message at most; what is more goes into the next one. */
const MOST_AT_ONCE = 200;

export interface Claimed {
  channel: ChannelRow;
  bundleId: string;
  ids: string[];
  seqs: number[];
  /** This try counted. */
  tries: number;
  urgency: Urgency;
  rules: SendingRules;
}

type DeliveryRow = typeof delivery.$inferSelect;

/**
 * Takes what goes out through a channel now, inside the caller's transaction. The try is counted and the next one set before
 * anything is sent: a process that dies in the middle tries again, later each time, with the same message. `more`: something was
 * put off, look again; null: nothing goes out now.
 */
export async function claim(
  q: Query,
  communityId: string,
  channelId: string,
  now: number,
  jitter: number
): Promise<Claimed | 'more' | null> {
  const scope = and(
    eq(delivery.communityId, communityId),
    eq(delivery.channelId, channelId),
    eq(delivery.state, 'waiting')
  );
  const moment = new Date(now).toISOString();
  const row = await q
    .select()
    .from(channel)
    .where(and(eq(channel.communityId, communityId), eq(channel.id, channelId)))
    .get();
  if (!row || !(await carries(q, row)) || !isChannelKind(row.kind)) {
    await q.update(delivery).set({ state: 'dead', trouble: 'shut', endedAt: moment }).where(scope).run();
    return null;
  }
  const rows = await waitingAt(q, scope, moment);
  if (!rows.length) return null;

  const rules = (await sendingRules(q, communityId))(channelId);
  const picked = pickBundle(
    rows.map(({ id, urgency, nextAt, bundleId }) => ({
      id,
      urgency: urgency as Urgency,
      nextAt: Date.parse(nextAt),
      bundleId
    })),
    now,
    rules,
    row.kind === 'webhook'
  );
  for (const { id, at } of picked.later)
    await q
      .update(delivery)
      .set({ nextAt: new Date(at).toISOString() })
      .where(and(scope, eq(delivery.id, id)))
      .run();
  if (!picked.take.length) return picked.later.length ? 'more' : null;

  const { sends, slowedUntil } = await robotOf(q, row);
  const slot = Math.max(nextSlot(row.kind, sends, now), slowedUntil);
  if (slot > now) {
    const later = new Date(slot).toISOString();
    await q
      .update(delivery)
      .set({ nextAt: later })
      .where(and(scope, lt(delivery.nextAt, later)))
      .run();
    return null;
  }

  const taken = rows.filter((row) => picked.take.includes(row.id));
  const mine = and(scope, inArray(delivery.id, picked.take));
  const tries = Math.max(...taken.map((one) => one.tries)) + 1;
  if (tries > MOST_TRIES) {
    // Every try broke off before its end was known.
    await q.update(delivery).set({ state: 'dead', trouble: 'broken-off', endedAt: moment }).where(mine).run();
    return 'more';
  }
  const bundleId = picked.bundleId ?? randomUUID();
  const urgency = mostUrgent(taken.map((one) => one.urgency as Urgency));
  const again = nextTry(urgency, now, retryAfter(tries, jitter), rules, row.kind);
  await q
    .update(delivery)
    .set({ bundleId, tries, nextAt: new Date(again).toISOString() })
    .where(mine)
    .run();
  await q
    .update(channel)
    .set({ sends: noteSend(row.sends, now) })
    .where(and(eq(channel.communityId, communityId), eq(channel.id, channelId)))
    .run();
  const seqs = taken.map((one) => one.noticeSeq);
  return { channel: row, bundleId, ids: picked.take, seqs, tries, urgency, rules };
}

/** When it is tried again: never in a person's night. */
export function nextTry(urgency: Urgency, now: number, wait: number, rules: SendingRules, kind: string): number {
  return kind === 'webhook' ? now + wait : firstAllowed(urgency, now + wait, rules);
}

/** Whether anything may still go out through it: open, and its person still has an account that works. */
async function carries(q: Query, row: ChannelRow): Promise<boolean> {
  if (row.removedAt !== null || row.shutAt !== null) return false;
  if (row.scope !== 'account') return true;
  const person = await q
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.communityId, row.communityId), eq(account.id, row.ownerId), isNull(account.disabledAt)))
    .get();
  return person !== undefined;
}

/** All of the message that has waited longest for its next try; where there is none, what has not been tried yet. */
async function waitingAt(q: Query, here: ReturnType<typeof and>, moment: string): Promise<DeliveryRow[]> {
  const tried = await q
    .select({ bundleId: delivery.bundleId })
    .from(delivery)
    .where(and(here, isNotNull(delivery.bundleId), lte(delivery.nextAt, moment)))
    .orderBy(asc(delivery.nextAt))
    .limit(1)
    .get();
  return await q
    .select()
    .from(delivery)
    .where(and(here, tried?.bundleId ? eq(delivery.bundleId, tried.bundleId) : isNull(delivery.bundleId)))
    .orderBy(asc(delivery.nextAt), asc(delivery.noticeSeq))
    .limit(MOST_AT_ONCE)
    .all();
}

/** When this robot was last spoken to, and until when it wants quiet, through whatever channel. */
async function robotOf(q: Query, row: ChannelRow): Promise<{ sends: number[]; slowedUntil: number }> {
  const channels = row.robot
    ? await q
        .select({ sends: channel.sends, slowedUntil: channel.slowedUntil })
        .from(channel)
        .where(and(eq(channel.communityId, row.communityId), eq(channel.robot, row.robot)))
        .all()
    : [row];
  return {
    sends: channels.flatMap((channel) => channel.sends).sort((a, b) => a - b),
    slowedUntil: Math.max(0, ...channels.map((channel) => (channel.slowedUntil ? Date.parse(channel.slowedUntil) : 0)))
  };
}
