import { and, eq, isNull } from 'drizzle-orm';
import { plainLine } from '$lib/domain/phones/phone-limits';
import { refused, type Refusal } from '$lib/domain/refusal';
import { looksLikeSecret } from '../identity';
import { findMeeting, type MeetingRow } from '../meetings';
import type { Ground } from '../ground';
import type { InvitationRow } from './invite';
import { invitation } from './tables';

const LONGEST = { who: 40, note: 300 };
/** Whoever has the link may change the answer so often: a person never comes near, a machine stops here. */
const MOST_CHANGES = 50;

/** The invitation that a link stands for, with its meeting. */
export async function invitationOf(
  s: Pick<Ground, 'store' | 'now'>,
  token: string
): Promise<{ invitation: InvitationRow; meeting: MeetingRow } | Refusal> {
  const found = looksLikeSecret(token)
    ? await s.store.q
        .select()
        .from(invitation)
        .where(and(eq(invitation.token, token), isNull(invitation.withdrawnAt)))
        .get()
    : undefined;
  let meeting = found && (await findMeeting(s, found.communityId, found.meetingId));
  if (found && meeting?.joinedInto) meeting = await findMeeting(s, found.communityId, meeting.joinedInto);
  return found && meeting ? { invitation: found, meeting } : { refused: 'invitation/absent' };
}

/** Notes that its link was opened; it may have been a program that makes a preview. */
export async function noteOpened(s: Pick<Ground, 'store' | 'now'>, { communityId, id }: InvitationRow): Promise<void> {
  await s.store.tx((q) =>
    q
      .update(invitation)
      .set({ openedAt: s.now().toISOString() })
      .where(and(eq(invitation.communityId, communityId), eq(invitation.id, id), isNull(invitation.openedAt)))
      .run()
  );
}

/** What the organisation says; it may say otherwise until the meeting is closed. */
export async function answerInvitation(
  s: Pick<Ground, 'store' | 'now'>,
  token: string,
  input: { answer: string; who: string; note: string }
): Promise<null | Refusal> {
  const found = await invitationOf(s, token);
  if (refused(found)) return found;
  if (found.meeting.phase === 'closed') return { refused: 'meeting/closed' };
  const answer = input.answer === 'yes' || input.answer === 'no' ? input.answer : null;
  if (!answer) return { refused: 'input/invalid', fields: { answer: 'field/missing' } };
  const who = plainLine(input.who, LONGEST.who);
  if (answer === 'yes' && !who) return { refused: 'input/invalid', fields: { who: 'field/missing' } };
  const { communityId, id, changes } = found.invitation;
  if (changes >= MOST_CHANGES) return { refused: 'invitation/spent' };
  await s.store.tx((q) =>
    q
      .update(invitation)
      .set({
        answer,
        who,
        note: plainLine(input.note, LONGEST.note),
        answeredAt: s.now().toISOString(),
        changes: changes + 1
      })
      .where(and(eq(invitation.communityId, communityId), eq(invitation.id, id)))
      .run()
  );
  return null;
}
