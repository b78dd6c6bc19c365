import { and, eq, exists, ne, or, sql, type SQL } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { ItemRow } from './standing';
import { item, itemPart } from './tables';

/**
 * What this caller may see of the ledger: all of it, or (a partner, an informant) only what he owns or has a part in; null:
 * nothing.
 */
export function visibleTo(q: Query, caller: Pick<Caller, 'communityId' | 'role' | 'partyId'>): SQL | undefined | null {
  if (may(caller.role, 'ledger/read')) return undefined;
  if (!may(caller.role, 'ledger/read-own') || !caller.partyId) return null;
  const part = q
    .select({ one: sql`1` })
    .from(itemPart)
    .where(
      and(
        eq(itemPart.communityId, item.communityId),
        eq(itemPart.itemId, item.id),
        eq(itemPart.partyId, caller.partyId),
        ne(itemPart.state, 'released')
      )
    );
  return or(eq(item.ownerId, caller.partyId), exists(part));
}

/** One item's row, if the caller may see it; else it is as absent as one that is not there. */
export async function findItem(
  q: Query,
  caller: Pick<Caller, 'communityId' | 'role' | 'partyId'>,
  id: string
): Promise<ItemRow | Refusal> {
  const seen = visibleTo(q, caller);
  if (seen === null) return { refused: 'item/absent' };
  const row = await q
    .select()
    .from(item)
    .where(and(eq(item.communityId, caller.communityId), eq(item.id, id), seen))
    .get();
  return row ?? { refused: 'item/absent' };
}

/** The item of a number (2026-0042), if the caller may see it; `item/no-target` where there is none. */
export async function itemByNumber(
  s: { store: { q: Query } },
  caller: Pick<Caller, 'communityId' | 'role' | 'partyId'>,
  number: string
): Promise<{ id: string } | Refusal> {
  const seen = visibleTo(s.store.q, caller);
  const row =
    seen === null
      ? undefined
      : await s.store.q
          .select({ id: item.id })
          .from(item)
          .where(and(eq(item.communityId, caller.communityId), eq(item.number, number.trim()), seen))
          .get();
  return row ?? { refused: 'item/no-target', fields: { intoId: 'field/unfit' } };
}
