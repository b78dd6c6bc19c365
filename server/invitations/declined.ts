import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Ground } from '../ground';
import { invitation } from './tables';

/** Organisations that were asked to come to a meeting and said that they would not. */
export async function declinedAt(s: Pick<Ground, 'store'>, communityId: string, meetingId: string): Promise<string[]> {
  const rows = await s.store.q
    .select({ organisation: invitation.organisation })
    .from(invitation)
    .where(
      and(
        eq(invitation.communityId, communityId),
        eq(invitation.meetingId, meetingId),
        eq(invitation.answer, 'no'),
        isNull(invitation.withdrawnAt)
      )
    )
    .orderBy(asc(invitation.invitedAt))
    .all();
  return rows.map(({ organisation }) => organisation);
}
