import { randomUUID } from 'node:crypto';
import { and, asc, count, eq, isNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { plainLine } from '$lib/domain/phones/phone-limits';
import type { Refusal } from '$lib/domain/refusal';
import { findParty } from '../community';
import { newSecret, type Caller } from '../identity';
import { findMeeting } from '../meetings';
import type { Ground } from '../ground';
import { invitation } from './tables';

export type InvitationRow = typeof invitation.$inferSelect;

const LONGEST = { organisation: 60, matter: 200 };
const MOST_INVITED = 40;

/** Invites one organisation: a party of the community, or one that is only named. Inviting it again gives the same link. */
export async function invite(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  meetingId: string,
  input: { partyId: string | null; organisation: string; matter: string }
): Promise<InvitationRow | Refusal> {
  if (!may(caller.role, 'meetings/plan')) return { refused: 'right/missing' };
  const { communityId, accountId } = caller;
  const row = await findMeeting(s, communityId, meetingId);
  if (!row) return { refused: 'meeting/absent' };
  if (row.phase === 'closed') return { refused: 'meeting/closed' };
  const known = input.partyId ? await findParty(s.store.q, communityId, input.partyId) : undefined;
  if (input.partyId && known?.kind !== 'organisation')
    return { refused: 'input/invalid', fields: { partyId: 'field/unfit' } };
  const organisation = known?.name ?? plainLine(input.organisation, LONGEST.organisation);
  if (!organisation) return { refused: 'input/invalid', fields: { organisation: 'field/missing' } };
  const at = s.now().toISOString();
  return await s.store.tx(async (q) => {
    const standing = and(
      eq(invitation.communityId, communityId),
      eq(invitation.meetingId, meetingId),
      isNull(invitation.withdrawnAt)
    );
    const existing = await q
      .select()
      .from(invitation)
      .where(and(standing, eq(invitation.organisation, organisation)))
      .get();
    if (existing) return existing;
    const all = await q.select({ n: count() }).from(invitation).where(standing).get();
    if ((all?.n ?? 0) >= MOST_INVITED) return { refused: 'invitation/full' as const };
    const fresh: InvitationRow = {
      communityId,
      id: randomUUID(),
      meetingId,
      organisation,
      partyId: known?.id ?? null,
      token: newSecret(),
      matter: plainLine(input.matter, LONGEST.matter),
      invitedBy: accountId,
      invitedAt: at,
      openedAt: null,
      answer: null,
      answeredAt: null,
      who: '',
      note: '',
      changes: 0,
      withdrawnAt: null
    };
    await q.insert(invitation).values(fresh).run();
    return fresh;
  });
}

/** Who was invited and what they said, in the order they were invited; a withdrawn one is left out. */
export async function listInvitations(
  s: Pick<Ground, 'store'>,
  caller: Pick<Caller, 'communityId' | 'role'>,
  meetingId: string
): Promise<InvitationRow[] | Refusal> {
  if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
  return await s.store.q
    .select()
    .from(invitation)
    .where(
      and(
        eq(invitation.communityId, caller.communityId),
        eq(invitation.meetingId, meetingId),
        isNull(invitation.withdrawnAt)
      )
    )
    .orderBy(asc(invitation.invitedAt), asc(invitation.id))
    .limit(MOST_INVITED)
    .all();
}

/** Takes an invitation back: its link opens nothing any more. */
export async function withdrawInvitation(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  meetingId: string,
  id: string
): Promise<null | Refusal> {
  if (!may(caller.role, 'meetings/plan')) return { refused: 'right/missing' };
  await s.store.tx((q) =>
    q
      .update(invitation)
      .set({ withdrawnAt: s.now().toISOString() })
      .where(
        and(
          eq(invitation.communityId, caller.communityId),
          eq(invitation.meetingId, meetingId),
          eq(invitation.id, id),
          isNull(invitation.withdrawnAt)
        )
      )
      .run()
  );
  return null;
}
