import { and, count, eq, isNull } from 'drizzle-orm';
import { readIssuesKept } from '$lib/document/disputes';
import { PHONE_LIMITS } from '$lib/domain/phones/phone-limits';
import type { Refusal } from '$lib/domain/refusal';
import { enter, type Deps } from './admit-phone';
import type { Phone } from './quota';
import { phoneSupport } from './tables';

/** “I have that too”, or no more; once a device. */
export async function supportIssue(
  s: Deps,
  code: string,
  phone: Phone,
  issueId: string,
  on: boolean
): Promise<{ on: boolean } | Refusal> {
  const entered = await enter(s, code, phone, 'act', (doc) =>
    readIssuesKept(doc).some((issue) => issue.id === issueId && issue.withheld === null)
  );
  if ('refused' in entered) return entered;
  const { meeting, seen: existing } = entered;
  if (!existing) return { refused: 'issue/absent' };
  const { communityId, id: meetingId } = meeting;
  const { deviceId } = phone;
  const at = s.now().toISOString();
  const kept = await s.phones.write(async (q) => {
    const standing = await q
      .select({ n: count() })
      .from(phoneSupport)
      .where(
        and(
          eq(phoneSupport.communityId, communityId),
          eq(phoneSupport.meetingId, meetingId),
          eq(phoneSupport.issueId, issueId),
          isNull(phoneSupport.withdrawnAt)
        )
      )
      .get();
    if (on && (standing?.n ?? 0) >= PHONE_LIMITS.supportsPerIssue) return false;
    const set = { at, withdrawnAt: on ? null : at };
    await q
      .insert(phoneSupport)
      .values({ communityId, meetingId, issueId, deviceId, ...set })
      .onConflictDoUpdate({
        target: [phoneSupport.communityId, phoneSupport.meetingId, phoneSupport.issueId, phoneSupport.deviceId],
        set
      })
      .run();
    return true;
  });
  if (!kept) return { refused: 'phones/full' };
  await s.phones.tell(meeting);
  return { on };
}
