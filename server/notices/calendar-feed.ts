import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { and, asc, eq, gte, inArray, isNotNull, isNull } from 'drizzle-orm';
import { addDays } from '$lib/domain/meetings/days';
import { LIVE } from '$lib/domain/ledger/state';
import { maskPublic } from '$lib/domain/privacy/mask-public';
import { dayOf } from '$lib/words/dates';
import { inLocale, LOCALES, DEFAULT_LOCALE, type Locale } from '$lib/words/dictionary';
import { notices } from '$lib/words/notices';
import { getCommunity } from '../community';
import { party } from '../community/tables';
import { callerOfAccount, looksLikeSecret, type Caller } from '../identity';
import { item } from '../ledger/tables';
import { visibleTo } from '../ledger';
import type { Ground } from '../ground';
import { baseUrlOf } from './message';
import { channel } from './tables';

/** What lies further back is no help in a calendar any more. */
const BACK_DAYS = 180;
const MOST_ITEMS = 2_000;

/** How what stands in a calendar's address is kept: a database that leaks opens none. */
export function hashCalendarToken(token: string): string {
  return createHash('sha256').update(`calendar ${token}`).digest('hex');
}

/**
 * A person's deadlines as a calendar (RFC 5545), by the secret in its address: what is still to be done of what he may see in
 * the ledger (his own; everything for the office). Null where the address leads nowhere, or his account is closed.
 */
export async function calendarFeed(s: Pick<Ground, 'store' | 'now' | 'config'>, token: string): Promise<string | null> {
  if (!looksLikeSecret(token)) return null;
  const row = await s.store.q
    .select({ ownerId: channel.ownerId, locale: channel.locale })
    .from(channel)
    .where(
      and(eq(channel.tokenHash, hashCalendarToken(token)), eq(channel.kind, 'calendar'), isNull(channel.removedAt))
    )
    .get();
  const caller = row && (await callerOfAccount(s, row.ownerId));
  if (!row || !caller) return null;
  const locale: Locale = LOCALES.includes(row.locale as Locale) ? (row.locale as Locale) : DEFAULT_LOCALE;
  return await writeCalendar(s, caller, locale);
}

async function writeCalendar(
  s: Pick<Ground, 'store' | 'now' | 'config'>,
  caller: Caller,
  locale: Locale
): Promise<string> {
  const t = inLocale(notices, locale);
  const { communityId } = caller;
  const community = await getCommunity(s, communityId);
  const today = dayOf(s.now(), community?.timeZone ?? 'Asia/Shanghai');
  const seen = visibleTo(s.store.q, caller);
  const rows =
    seen === null
      ? []
      : await s.store.q
          .select({ item, owner: party.name })
          .from(item)
          .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
          .where(
            and(
              eq(item.communityId, communityId),
              seen,
              isNotNull(item.dueOn),
              gte(item.dueOn, addDays(today, -BACK_DAYS)),
              inArray(item.state, [...LIVE])
            )
          )
          .orderBy(asc(item.dueOn), asc(item.id))
          .limit(MOST_ITEMS)
          .all();
  const calendar = ical({
    name: t.calendarName(caller.name),
    prodId: { company: 'Stoolside', product: 'Stoolside' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600
  });
  const baseUrl = baseUrlOf(s.config);
  for (const { item: one, owner } of rows) {
    // A calendar lies with some company: what is nobody else's business stays in the server.
    const title = one.withheld ? t.withheldTitle : maskPublic(one.title);
    const line = t.calendarLine(t.item(one.number, title), owner ?? '');
    const url = `${baseUrl}/ledger/${one.id}`;
    calendar.createEvent({
      id: `${one.id}@${new URL(baseUrl).hostname}`,
      // A day, with no time and no zone.
      start: new Date(`${one.dueOn}T00:00:00Z`),
      end: new Date(`${addDays(one.dueOn!, 1)}T00:00:00Z`),
      allDay: true,
      stamp: new Date(one.updatedAt),
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: one.dueOn! < today && one.state !== 'held' ? t.calendarOverdue(line) : line,
      description: url,
      url
    });
  }
  return calendar.toString();
}
