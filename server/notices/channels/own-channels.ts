import type { Notices } from '../outbox/outbox';
import { randomUUID } from 'node:crypto';
import { and, count, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import { isMailAddress, maskMail } from '$lib/domain/notices/channel-address';
import type { TestedView } from '$lib/domain/notices/view';
import type { Refusal } from '$lib/domain/refusal';
import type { Query } from '../../db/store';
import { newSecret, type Caller } from '../../identity';
import { hashCalendarToken } from '../calendar-feed';
import type { Ground } from '../../ground';
import type { ChannelRow } from '../channels-hearing';
import { readLink } from '../link-token';
import { delivery, channel } from '../tables';
import { robotOf } from './add-channel';
import { forgetChannel } from './change-channel';
import { openSecrets, sealSecrets } from './secrets';
import { sendNow } from './test-channel';

type Deps = Pick<Ground, 'store' | 'now'> & { notices: Notices };

/** A letter to prove an address goes to whatever was typed: nobody sends strangers more of them than this. */
const MOST_A_DAY = 10;

export interface OwnChannels {
  /** Whether letters leave this server at all. */
  mail: boolean;
  email: { id: string; address: string; confirmed: boolean; shut: boolean } | null;
  /** Whether there is a calendar, and since when. */
  calendar: { id: string; madeAt: string } | null;
}

const own = (caller: Caller, kind: string) =>
  and(
    eq(channel.communityId, caller.communityId),
    eq(channel.scope, 'account'),
    eq(channel.ownerId, caller.accountId),
    eq(channel.kind, kind),
    isNull(channel.removedAt)
  );

async function ownChannel(q: Query, caller: Caller, kind: string): Promise<ChannelRow | null> {
  return (await q.select().from(channel).where(own(caller, kind)).get()) ?? null;
}

/** A person's own ways: where his letters go, and his calendar of deadlines. */
export async function ownChannels(s: Deps, caller: Caller): Promise<OwnChannels> {
  const [mail, calendar] = [
    await ownChannel(s.store.q, caller, 'email'),
    await ownChannel(s.store.q, caller, 'calendar')
  ];
  return {
    mail: s.notices.mail !== null,
    email: mail && {
      id: mail.id,
      // His own: he may see it whole, unless the key is another one.
      address: openSecrets(s.notices.sealer, mail)?.address ?? mail.shown,
      confirmed: mail.confirmedAt !== null,
      shut: mail.shutAt !== null
    },
    calendar: calendar && { id: calendar.id, madeAt: calendar.madeAt }
  };
}

/**
 * Sends a letter to this address that proves whose it is; until somebody has opened its link no notice goes there. Null: the
 * address is his already, and nothing changes.
 */
export async function setOwnMail(
  s: Deps,
  caller: Caller,
  typed: string,
  locale: string
): Promise<TestedView | null | Refusal> {
  if (!s.notices.mail) return { refused: 'channel/no-mail' };
  const address = typed.trim();
  if (!isMailAddress(address)) return { refused: 'input/invalid', fields: { address: 'field/unfit' } };
  const existing = await ownChannel(s.store.q, caller, 'email');
  // Asked for again, or the page was loaded again: the same channel, and once more its letter.
  if (existing && existing.shutAt === null && openSecrets(s.notices.sealer, existing)?.address === address) {
    if (existing.confirmedAt !== null) return null;
    const sent = await s.store.q
      .select({ n: count() })
      .from(delivery)
      .where(and(eq(delivery.communityId, existing.communityId), eq(delivery.channelId, existing.id)))
      .get();
    return (sent?.n ?? 0) < MOST_A_DAY ? await sendNow(s, existing, 'confirm') : { refused: 'channel/slowed' };
  }
  const row = await newOwnChannel(s, caller, 'email', {
    shown: maskMail(address),
    robot: robotOf(s, 'email', address),
    locale,
    address
  });
  return row ? await sendNow(s, row, 'confirm') : { refused: 'channel/slowed' };
}

/** Forgets the address. */
export async function dropOwnMail(s: Deps, caller: Caller): Promise<void> {
  await s.store.tx((q) => forgetOwn(q, caller, 'email', s.now().toISOString()));
}

/**
 * Makes the caller's calendar of deadlines, or makes its address anew: the one before then leads nowhere. `token` is shown this
 * once; only its hash is kept.
 */
export async function makeCalendar(s: Deps, caller: Caller, locale: string): Promise<{ token: string } | Refusal> {
  const token = newSecret();
  const row = await newOwnChannel(s, caller, 'calendar', { tokenHash: hashCalendarToken(token), locale, address: '' });
  return row ? { token } : { refused: 'channel/slowed' };
}

/** Ends the calendar: its address leads nowhere. */
export async function dropCalendar(s: Deps, caller: Caller): Promise<void> {
  await s.store.tx((q) => forgetOwn(q, caller, 'calendar', s.now().toISOString()));
}

async function forgetOwn(q: Query, caller: Caller, kind: 'email' | 'calendar', at: string): Promise<void> {
  const existing = await ownChannel(q, caller, kind);
  if (existing) await forgetChannel(q, caller.communityId, existing.id, at);
}

/** The caller's new channel of this kind, in the place of the one before; null where he has made too many today. */
async function newOwnChannel(
  s: Deps,
  caller: Caller,
  kind: 'email' | 'calendar',
  { address, ...more }: Partial<ChannelRow> & { address: string }
): Promise<ChannelRow | null> {
  const { communityId, accountId } = caller;
  const id = randomUUID();
  const now = s.now();
  const at = now.toISOString();
  const yesterday = new Date(now.getTime() - 86_400_000).toISOString();
  const sealed = address ? sealSecrets(s.notices.sealer, { communityId, id }, { address, sign: '', keyword: '' }) : '';
  return await s.store.tx(async (q) => {
    const today = await q
      .select({ n: count() })
      .from(channel)
      .where(
        and(
          eq(channel.communityId, communityId),
          eq(channel.madeBy, accountId),
          eq(channel.scope, 'account'),
          gt(channel.madeAt, yesterday)
        )
      )
      .get();
    if ((today?.n ?? 0) >= MOST_A_DAY) return null;
    await forgetOwn(q, caller, kind, at);
    return await q
      .insert(channel)
      .values({
        communityId,
        id,
        kind,
        scope: 'account',
        ownerId: accountId,
        name: caller.name,
        sends: [],
        sealed,
        madeBy: accountId,
        madeAt: at,
        confirmedAt: kind === 'calendar' ? at : null,
        ...more
      })
      .returning()
      .get();
  });
}

/** Where a letter's link leads: which channel, masked. Null: it leads nowhere any more. */
export async function linkedChannel(
  s: Deps,
  purpose: 'confirm' | 'off',
  token: string
): Promise<{ shown: string; locale: string; done: boolean } | null> {
  const row = await channelOfLink(s, purpose, token);
  if (!row) return null;
  return {
    shown: row.shown,
    locale: row.locale,
    done: purpose === 'confirm' ? row.confirmedAt !== null : row.shutAt !== null
  };
}

/** What a letter's link is for: the address is mine, or no more letters. Doing it again changes nothing. */
export async function followLink(s: Deps, purpose: 'confirm' | 'off', token: string): Promise<null | Refusal> {
  const row = await channelOfLink(s, purpose, token);
  if (!row) return { refused: 'channel/link-absent' };
  const at = s.now().toISOString();
  const scope = and(eq(channel.communityId, row.communityId), eq(channel.id, row.id));
  await s.store.tx((q) =>
    purpose === 'confirm'
      ? q
          .update(channel)
          .set({ confirmedAt: at })
          .where(and(scope, isNull(channel.confirmedAt)))
          .run()
      : q
          .update(channel)
          .set({ shutAt: at, shutBy: 'unsubscribed' })
          .where(and(scope, isNull(channel.shutAt)))
          .run()
  );
  return null;
}

/** The person's own letters again, after he had ended them. */
export async function reopenOwnMail(s: Deps, caller: Caller): Promise<void> {
  await s.store.tx((q) =>
    q
      .update(channel)
      .set({ shutAt: null, shutBy: null })
      .where(and(own(caller, 'email'), isNotNull(channel.shutAt)))
      .run()
  );
}

async function channelOfLink(s: Deps, purpose: 'confirm' | 'off', token: string): Promise<ChannelRow | null> {
  const named = readLink(s.notices.sealer, purpose, token, s.now().getTime());
  if (!named) return null;
  const row = await s.store.q
    .select()
    .from(channel)
    .where(
      and(
        eq(channel.communityId, named.communityId),
        eq(channel.id, named.id),
        eq(channel.kind, 'email'),
        isNull(channel.removedAt)
      )
    )
    .get();
  return row ?? null;
}
