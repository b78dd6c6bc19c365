import { and, eq, inArray, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm';
import { ROLES, may } from '$lib/domain/identity/role';
import type { Query } from '../db/store';
import { account } from '../identity/tables';
import type { Address } from './put-notice';
import { door } from './tables';

export type DoorRow = typeof door.$inferSelect;

/** Whoever works in the office hears what goes to it. */
export const OFFICE_ROLES = ROLES.filter((role) => may(role, 'office'));

/** A door that carries notices now. */
export const isOpen = () =>
  and(isNull(door.removedAt), isNull(door.shutAt), isNotNull(door.confirmedAt), ne(door.kind, 'calendar'));

/**
 * Every open door that hears a notice to this address: the community's own, those of the organisation, those of each person it is
 * for. Not of him whose act it is.
 */
export async function doorsHearing(
  q: Query,
  communityId: string,
  { toKind, toId }: Address,
  byId: string | null
): Promise<DoorRow[]> {
  const people = await peopleOf(q, communityId, { toKind, toId });
  const ways: (SQL | undefined)[] = [
    and(eq(door.scope, 'community'), toKind === 'office' ? undefined : eq(door.hears, 'all'))
  ];
  if (toKind === 'party') ways.push(and(eq(door.scope, 'party'), eq(door.ownerId, toId)));
  const told = people.filter((id) => id !== byId);
  if (told.length) ways.push(and(eq(door.scope, 'account'), inArray(door.ownerId, told)));
  return await q
    .select()
    .from(door)
    .where(and(eq(door.communityId, communityId), isOpen(), or(...ways)))
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
