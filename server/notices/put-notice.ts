import { randomUUID } from 'node:crypto';
import { and, eq, max } from 'drizzle-orm';
import { fitValues, NOTICE_KINDS, urgencyOf, type NoticeKind, type NoticeValues } from '$lib/domain/notices/kind';
import { sendAt } from '$lib/domain/notices/quiet';
import type { Query } from '../db/store';
import { channelsHearing } from './channels-hearing';
import { sendingRules } from './sending-rules';
import { delivery, notice } from './tables';

/** Whom a notice is for: everybody of an organisation, one person, or the office (who may write in the ledger). */
export type NoticeTo = { partyId: string } | { accountId: string } | { office: true };

export interface NewNotice {
  communityId: string;
  to: NoticeTo;
  kind: NoticeKind;
  itemId?: string | null;
  values: NoticeValues;
  /** ISO: when it happened. */
  at: string;
  /** The same key again in this community puts nothing. */
  oncePer?: string;
  /** Account whose act it is: he is not told of it himself. */
  by?: string | null;
}

/**
 * Puts a notice into the lists of those it is for, and at every channel that hears it; inside the caller's transaction. Nothing is
 * sent here. Returns its id, or null where `oncePer` has been there before.
 */
export async function putNotice(q: Query, input: NewNotice): Promise<string | null> {
  const { communityId, kind, at, oncePer } = input;
  const to = addressOf(input.to);
  if (oncePer !== undefined) {
    const existing = await q
      .select({ id: notice.id })
      .from(notice)
      .where(and(eq(notice.communityId, communityId), eq(notice.oncePer, oncePer)))
      .get();
    if (existing) return null;
  }
  const row = await addNotice(q, {
    communityId,
    kind,
    at,
    ...to,
    itemId: input.itemId ?? null,
    byId: input.by ?? null,
    values: fitValues(input.values),
    oncePer: oncePer ?? null
  });
  if (NOTICE_KINDS[kind].houseOnly) return row.id;
  const channels = await channelsHearing(q, communityId, to, input.by ?? null);
  if (!channels.length) return row.id;
  const rulesFor = await sendingRules(q, communityId);
  const urgency = urgencyOf(kind);
  for (const channel of channels) {
    // A program is told at once, a person when it is time.
    const when = channel.kind === 'webhook' ? Date.parse(at) : sendAt(urgency, Date.parse(at), rulesFor(channel.id));
    await addDelivery(q, { communityId, channelId: channel.id, noticeSeq: row.seq, urgency, at, nextAt: when });
  }
  return row.id;
}

export interface Address {
  toKind: 'account' | 'party' | 'office' | 'channel';
  toId: string;
}

function addressOf(to: NoticeTo): Address {
  if ('partyId' in to) return { toKind: 'party', toId: to.partyId };
  if ('accountId' in to) return { toKind: 'account', toId: to.accountId };
  return { toKind: 'office', toId: '' };
}

/** One more row of the notices, with the next number. */
export async function addNotice(
  q: Query,
  input: Omit<typeof notice.$inferInsert, 'seq' | 'id'>
): Promise<{ id: string; seq: number }> {
  const last = await q
    .select({ seq: max(notice.seq) })
    .from(notice)
    .where(eq(notice.communityId, input.communityId))
    .get();
  const row = { id: randomUUID(), seq: (last?.seq ?? 0) + 1 };
  await q
    .insert(notice)
    .values({ ...input, ...row })
    .run();
  return row;
}

/** One notice at one channel. */
export async function addDelivery(
  q: Query,
  {
    communityId,
    channelId,
    noticeSeq,
    urgency,
    at,
    nextAt
  }: {
    communityId: string;
    channelId: string;
    noticeSeq: number;
    urgency: string;
    at: string;
    /** ms */
    nextAt: number;
  }
): Promise<string> {
  const id = randomUUID();
  await q
    .insert(delivery)
    .values({ communityId, id, channelId, noticeSeq, urgency, madeAt: at, nextAt: new Date(nextAt).toISOString() })
    .run();
  return id;
}
