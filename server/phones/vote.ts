import { and, count, eq, ne } from 'drizzle-orm';
import { readPublicPolls } from '$lib/document/polls';
import { fitVote } from '$lib/domain/meetings/deciding';
import { PHONE_LIMITS } from '$lib/domain/phones/phone-limits';
import type { Refusal } from '$lib/domain/refusal';
import { enter, type Deps } from './admit-phone';
import type { Phone } from './quota';
import { phoneVote } from './tables';

/** Counts a phone's vote, once a device; voting again before the end changes it. */
export async function voteByPhone(
  s: Deps,
  code: string,
  phone: Phone,
  pollId: string,
  input: readonly string[]
): Promise<{ choices: string[] } | Refusal> {
  const entered = await enter(s, code, phone, 'act', (doc) => readPublicPolls(doc).find((poll) => poll.id === pollId));
  if ('refused' in entered) return entered;
  const { meeting, seen: poll } = entered;
  if (!poll?.phones || poll.closedAt !== null) return { refused: 'poll/closed' };
  const choices = fitVote(poll, input);
  if (!choices) return { refused: 'poll/unfit' };
  const { communityId, id: meetingId } = meeting;
  const { deviceId } = phone;
  const kept = await s.phones.write(async (q) => {
    const others = await q
      .select({ n: count() })
      .from(phoneVote)
      .where(
        and(
          eq(phoneVote.communityId, communityId),
          eq(phoneVote.meetingId, meetingId),
          eq(phoneVote.pollId, pollId),
          ne(phoneVote.deviceId, deviceId)
        )
      )
      .get();
    if ((others?.n ?? 0) >= PHONE_LIMITS.votesPerPoll) return false;
    const at = s.now().toISOString();
    await q
      .insert(phoneVote)
      .values({ communityId, meetingId, pollId, deviceId, choices, at })
      .onConflictDoUpdate({
        target: [phoneVote.communityId, phoneVote.meetingId, phoneVote.pollId, phoneVote.deviceId],
        set: { choices, at }
      })
      .run();
    return true;
  });
  if (!kept) return { refused: 'phones/full' };
  await s.phones.tell(meeting);
  return { choices };
}
