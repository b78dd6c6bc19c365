import { and, asc, eq, inArray } from 'drizzle-orm';
import type { NoticeValues } from '$lib/domain/notices/kind';
import { maskPublic } from '$lib/domain/privacy/mask-public';
import type { Message } from '$lib/domain/notices/robot-message';
import { dayOf } from '$lib/words/dates';
import { inLocale, LOCALES, DEFAULT_LOCALE, type Locale } from '$lib/words/dictionary';
import { notices } from '$lib/words/notices';
import { sayNotice } from '$lib/words/say-notice';
import { getCommunity } from '../community';
import { party } from '../community/tables';
import type { Config } from '../config';
import { account } from '../identity/tables';
import { item } from '../ledger/tables';
import type { Ground } from '../ground';
import type { ChannelRow } from './channels-hearing';
import { notice } from './tables';

/** A notice with what is needed to say it outside. */
export interface SentNotice {
  seq: number;
  id: string;
  at: string;
  kind: string;
  values: NoticeValues;
  itemId: string | null;
  withheld: boolean;
  toKind: string;
  toId: string;
  /** Of the organisation or person it is for; empty for the office. */
  toName: string;
}

/** What is said through one channel, and of which community. */
export interface Bundle {
  channel: ChannelRow;
  community: { id: string; name: string };
  locale: Locale;
  today: string;
  notices: SentNotice[];
}

/** Reads what goes out with these numbers through this channel, oldest first. */
export async function readBundle(
  s: Pick<Ground, 'store' | 'now'>,
  channel: ChannelRow,
  seqs: readonly number[]
): Promise<Bundle> {
  const { communityId } = channel;
  const rows = await s.store.q
    .select({ notice, withheld: item.withheld, party: party.name, account: account.name })
    .from(notice)
    .leftJoin(item, and(eq(item.communityId, notice.communityId), eq(item.id, notice.itemId)))
    .leftJoin(party, and(eq(party.communityId, notice.communityId), eq(party.id, notice.toId)))
    .leftJoin(account, and(eq(account.communityId, notice.communityId), eq(account.id, notice.toId)))
    .where(and(eq(notice.communityId, communityId), inArray(notice.seq, [...seqs])))
    .orderBy(asc(notice.seq))
    .all();
  const community = await getCommunity(s, communityId);
  return {
    channel,
    community: { id: communityId, name: community?.name ?? '' },
    locale: await localeOf(s, channel),
    today: dayOf(s.now(), community?.timeZone ?? 'Asia/Shanghai'),
    notices: rows.map(({ notice: one, withheld, party: organisation, account: person }) => ({
      seq: one.seq,
      id: one.id,
      at: one.at,
      kind: one.kind,
      values: one.values,
      itemId: one.itemId,
      toKind: one.toKind,
      toId: one.toId,
      withheld: withheld ?? false,
      toName: (one.toKind === 'party' ? organisation : one.toKind === 'account' ? person : null) ?? ''
    }))
  };
}

/** A person's own language where it is known, then that in which the channel was made. */
async function localeOf(s: Pick<Ground, 'store'>, channel: ChannelRow): Promise<Locale> {
  const person =
    channel.scope === 'account'
      ? await s.store.q
          .select({ locale: account.locale })
          .from(account)
          .where(and(eq(account.communityId, channel.communityId), eq(account.id, channel.ownerId)))
          .get()
      : undefined;
  return (
    ([person?.locale, channel.locale].find((one) => LOCALES.includes(one as Locale)) as Locale | undefined) ??
    DEFAULT_LOCALE
  );
}

/** Where people reach this server; in a demo without ORIGIN its own address. */
export function baseUrlOf({ origin, host, port }: Pick<Config, 'origin' | 'host' | 'port'>): string {
  return origin ?? `http://${host}:${port}`;
}

/** The path where one goes on with a notice. Only channels of the one concerned get a path of his own. */
function pathOf({ values, itemId }: SentNotice, channel: ChannelRow): string | null {
  if (channel.scope !== 'community' && values.link) return values.link;
  return itemId === null ? null : `/ledger/${itemId}`;
}

/** The message of a bundle, for people in a group or behind a mail address. */
export function messageOf(
  { channel, locale, today, notices: all }: Bundle,
  baseUrl: string,
  to: 'letter' | 'group'
): Message {
  const t = inLocale(notices, locale);
  return {
    title: t.messageTitle(all.length),
    lines: all.map((one) => {
      const line = sayNotice(one, { locale, today, to });
      const path = pathOf(one, channel);
      return {
        text: channel.scope === 'community' && one.toName ? t.lineFor(one.toName, line) : line,
        href: path === null ? null : baseUrl + path
      };
    }),
    more: t.more,
    open: t.open,
    all: `${baseUrl}/notices`
  };
}

/** What a program gets: names and numbers, no free text that people wrote beyond the item's title. */
export function hookBody({ channel, community, locale, today, notices: [one] }: Bundle, baseUrl: string): string {
  const n = one!;
  const path = pathOf(n, channel);
  const { number, title, dueOn, days } = n.values;
  const said = n.withheld ? inLocale(notices, locale).withheldTitle : title && maskPublic(title);
  return JSON.stringify({
    type: `notice.${n.kind.replace(/[^a-z0-9]+/gi, '_')}`,
    timestamp: n.at,
    data: {
      id: n.id,
      community: community,
      to: { kind: n.toKind, id: n.toId || null, name: n.toName || null },
      item:
        n.itemId === null ? null : { id: n.itemId, number: number ?? null, title: said ?? null, dueOn: dueOn ?? null },
      days: days ?? null,
      text: sayNotice(n, { locale, today, to: 'group' }),
      url: path === null ? null : baseUrl + path
    }
  });
}
