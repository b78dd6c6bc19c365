import { randomUUID } from 'node:crypto';
import { and, count, eq, gt, isNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { LINK_DAYS, MOST_LINKS } from '$lib/domain/party-links/link';
import type { Refusal } from '$lib/domain/refusal';
import { findParty } from '../community';
import { hashSecret, newSecret, type Caller } from '../identity';
import { account } from '../identity/tables';
import type { Ground } from '../ground';
import { partyLink } from './tables';

export interface MadeLink {
  id: string;
  partyId: string;
  /** As it is called. */
  name: string;
  /** Shown this once. */
  token: string;
  /** ISO */
  expiresAt: string;
}

/** Makes a link for a party (rule P1). Refuses a person who has an account, and more than five at a time. */
export async function makeLink(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  { partyId, days = LINK_DAYS.usual }: { partyId: string; days?: number }
): Promise<MadeLink | Refusal> {
  if (!may(caller.role, 'office')) return { refused: 'right/missing' };
  if (!Number.isInteger(days) || days < 1 || days > LINK_DAYS.most)
    return { refused: 'input/invalid', fields: { days: 'field/unfit' } };
  const { communityId } = caller;
  const now = s.now();
  const token = newSecret();
  return await s.store.tx(async (q): Promise<MadeLink | Refusal> => {
    const whose = await findParty(q, communityId, partyId);
    if (!whose?.active) return { refused: 'party/absent' };
    const own = and(eq(account.communityId, communityId), eq(account.partyId, partyId), isNull(account.disabledAt));
    if (whose.kind === 'person' && (await q.select({ id: account.id }).from(account).where(own).get()))
      return { refused: 'link/has-account' };
    const standing = await q
      .select({ n: count() })
      .from(partyLink)
      .where(
        and(
          eq(partyLink.communityId, communityId),
          eq(partyLink.partyId, partyId),
          isNull(partyLink.revokedAt),
          gt(partyLink.expiresAt, now.toISOString())
        )
      )
      .get();
    if ((standing?.n ?? 0) >= MOST_LINKS) return { refused: 'link/full' };
    const row = {
      communityId,
      id: randomUUID(),
      partyId,
      tokenHash: hashSecret(token),
      madeBy: caller.accountId,
      madeByName: caller.name,
      madeAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + days * 24 * 3600_000).toISOString()
    };
    await q.insert(partyLink).values(row).run();
    return { id: row.id, partyId, name: whose.name, token, expiresAt: row.expiresAt };
  });
}

/** Ends a link at once; an unknown one changes nothing. */
export async function revokeLink(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  id: string
): Promise<null | Refusal> {
  if (!may(caller.role, 'office')) return { refused: 'right/missing' };
  const one = and(eq(partyLink.communityId, caller.communityId), eq(partyLink.id, id), isNull(partyLink.revokedAt));
  await s.store.tx((q) => q.update(partyLink).set({ revokedAt: s.now().toISOString() }).where(one).run());
  return null;
}
