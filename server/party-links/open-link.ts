import type { LinkMeasure } from './measure';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { linkActor, type LINK_LIMITS } from '$lib/domain/party-links/link';
import type { Refusal } from '$lib/domain/refusal';
import { community, party } from '../community/tables';
import { hashSecret, looksLikeSecret, type Caller } from '../identity';
import type { Ground } from '../ground';
import { partyLink } from './tables';

export interface OpenedLink {
  id: string;
  /** ISO */
  expiresAt: string;
  party: { id: string; name: string };
  community: { id: string; name: string; timeZone: string };
  /** Who acts over it, to the ledger. */
  caller: Caller;
}

/** Last use is for people to look at; an hour's precision saves a write a request. */
const USE_PRECISION_MS = 3600_000;

/** What a link's token opens, counted against its measure (rules P2, P6). */
export async function openLink(
  s: Pick<Ground, 'store' | 'now'> & { linkMeasure: LinkMeasure },
  token: string,
  what: keyof typeof LINK_LIMITS = 'open'
): Promise<OpenedLink | Refusal> {
  const now = s.now();
  const row = looksLikeSecret(token)
    ? await s.store.q
        .select({ link: partyLink, party, community })
        .from(partyLink)
        .innerJoin(
          party,
          and(eq(party.communityId, partyLink.communityId), eq(party.id, partyLink.partyId), eq(party.active, true))
        )
        .innerJoin(community, eq(community.id, partyLink.communityId))
        .where(
          and(
            eq(partyLink.tokenHash, hashSecret(token)),
            isNull(partyLink.revokedAt),
            gt(partyLink.expiresAt, now.toISOString())
          )
        )
        .get()
    : undefined;
  if (!row) return { refused: 'link/absent' };
  const { communityId, id, expiresAt, lastUsedAt } = row.link;
  const seconds = s.linkMeasure.take(id, what);
  if (seconds) return { refused: 'link/slowed', with: { seconds } };
  if (!lastUsedAt || now.getTime() - Date.parse(lastUsedAt) > USE_PRECISION_MS)
    await s.store.tx((q) =>
      q
        .update(partyLink)
        .set({ lastUsedAt: now.toISOString() })
        .where(and(eq(partyLink.communityId, communityId), eq(partyLink.id, id)))
        .run()
    );
  const { id: partyId, name } = row.party;
  return {
    id,
    expiresAt,
    party: { id: partyId, name },
    community: { id: communityId, name: row.community.name, timeZone: row.community.timeZone },
    caller: {
      communityId,
      accountId: linkActor(id),
      username: '',
      name: `${name}（链接）`,
      role: 'partner',
      partyId,
      gridId: null,
      deviceId: null
    }
  };
}
