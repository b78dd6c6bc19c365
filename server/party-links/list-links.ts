import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { LIVE } from '$lib/domain/ledger/state';
import type { Refusal } from '$lib/domain/refusal';
import { listParties } from '../community';
import type { Caller } from '../identity';
import { account } from '../identity/tables';
import { item, itemPart } from '../ledger/tables';
import type { Ground } from '../ground';
import { partyLink } from './tables';

/** A link that works. */
export type LinkLine = Pick<
  typeof partyLink.$inferSelect,
  'id' | 'madeByName' | 'madeAt' | 'expiresAt' | 'lastUsedAt' | 'acts'
>;

export interface LinkedParty {
  id: string;
  name: string;
  title: string;
  kind: 'person' | 'organisation';
  /** What it still owes, as lead or with a part. */
  open: number;
  /** Signs in by itself. */
  hasAccount: boolean;
  links: LinkLine[];
}

/** Everybody who can own a promise, with what they owe and the links that they have; who owes most stands first. */
export async function partiesWithLinks(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Pick<Caller, 'communityId' | 'role'>
): Promise<LinkedParty[] | Refusal> {
  if (!may(caller.role, 'office')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const { q } = s.store;
  const parties = await listParties(s, communityId);
  const owed = await q
    .select({ partyId: item.ownerId, n: count() })
    .from(item)
    .where(
      and(
        eq(item.communityId, communityId),
        inArray(item.state, ['dispatched', 'handling', 'held']),
        isNotNull(item.ownerId)
      )
    )
    .groupBy(item.ownerId)
    .all();
  const parts = await q
    .select({ partyId: itemPart.partyId, n: count() })
    .from(itemPart)
    .innerJoin(item, and(eq(item.communityId, itemPart.communityId), eq(item.id, itemPart.itemId)))
    .where(
      and(
        eq(itemPart.communityId, communityId),
        inArray(itemPart.state, ['asked', 'accepted']),
        inArray(item.state, [...LIVE])
      )
    )
    .groupBy(itemPart.partyId)
    .all();
  const open = new Map<string, number>();
  for (const { partyId, n } of [...owed, ...parts]) open.set(partyId!, (open.get(partyId!) ?? 0) + n);
  const accounts = await q
    .select({ partyId: account.partyId })
    .from(account)
    .where(and(eq(account.communityId, communityId), isNull(account.disabledAt), isNotNull(account.partyId)))
    .all();
  const signsIn = new Set(accounts.map(({ partyId }) => partyId));
  const links = await q
    .select()
    .from(partyLink)
    .where(
      and(
        eq(partyLink.communityId, communityId),
        isNull(partyLink.revokedAt),
        gt(partyLink.expiresAt, s.now().toISOString())
      )
    )
    .orderBy(desc(partyLink.madeAt), asc(partyLink.id))
    .all();
  return parties
    .map(({ id, name, title, kind }) => ({
      id,
      name,
      title,
      kind,
      open: open.get(id) ?? 0,
      hasAccount: signsIn.has(id),
      links: links
        .filter(({ partyId }) => partyId === id)
        .map(({ id, madeByName, madeAt, expiresAt, lastUsedAt, acts }) => ({
          id,
          madeByName,
          madeAt,
          expiresAt,
          lastUsedAt,
          acts
        }))
    }))
    .sort((a, b) => b.open - a.open);
}
