import { and, eq, inArray, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm';
import { ROLES, may } from '$lib/domain/identity/role';
import type { Query } from '../db/store';
import { account } from '../identity/tables';
import type { Address } from './put-notice';
import { channel } from './tables';

export type ChannelRow = typeof channel.$inferSelect;

/** Whoever works in the office hears what goes to it. */
export const OFFICE_ROLES = ROLES.filter((role) => may(role, 'office'));

/** A channel that carries notices now. */
export const isOpen = () =>
  and(isNull(channel.removedAt), isNull(channel.shutAt), isNotNull(channel.confirmedAt), ne(channel.kind, 'calendar'));

/**
 * Every open channel that hears a notice to this address: the community's own, those of the organisation, those of each person it is
 * for. Not of him whose act it is.
 */
export async function channelsHearing(
  q: Query,
  communityId: string,
  { toKind, toId }: Address,
  byId: string | null
): Promise<ChannelRow[]> {
  const people = await peopleOf(q, communityId, { toKind, toId });
  const ways: (SQL | undefined)[] = [
    and(eq(channel.scope, 'community'), toKind === 'office' ? undefined : eq(channel.hears, 'all'))
  ];
  if (toKind === 'party') ways.push(and(eq(channel.scope, 'party'), eq(channel.ownerId, toId)));
  const told = people.filter((id) => id !== byId);
  if (told.length) ways.push(and(eq(channel.scope, 'account'), inArray(channel.ownerId, told)));
  return await q
    .select()
    .from(channel)
    .where(and(eq(channel.communityId, communityId), isOpen(), or(...ways)))
    .all();
}

/** The accounts that a notice is for. */
async function peopleOf(q: Query, communityId: string, { toKind, toId }: Address): Promise<string[]> {
  const who =
    toKind === 'account'
      ? eq(account.id, toId)
      : toKind === 'party'
        ? eq(account.partyId, toId)
        : inArray(account.role, OFFICE_ROLES);
  const rows = await q
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.communityId, communityId), isNull(account.disabledAt), who))
    .all();
  return rows.map((row) => row.id);
}
