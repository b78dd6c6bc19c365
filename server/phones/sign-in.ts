import { randomUUID } from 'node:crypto';
import { and, count, eq } from 'drizzle-orm';
import { LONGEST_NAME, PHONE_LIMITS, plainLine } from '$lib/domain/phones/phone-limits';
import type { Refusal } from '$lib/domain/refusal';
import { enter, type Deps } from './admit-phone';
import type { Phone } from './quota';
import { phoneHere } from './tables';

export interface SigningIn {
  building: string;
  name: string;
  /** That the name be shown. */
  consent: boolean;
}

/** “I am here”, once a device; said again it changes what was said. */
export async function signInByPhone(
  s: Deps,
  code: string,
  phone: Phone,
  input: SigningIn
): Promise<{ id: string } | Refusal> {
  const entered = await enter(s, code, phone, 'act', () => null, true);
  if ('refused' in entered) return entered;
  const { communityId, id: meetingId } = entered.meeting;
  const { deviceId } = phone;
  const building = plainLine(input.building, LONGEST_NAME);
  const name = plainLine(input.name, LONGEST_NAME);
  const consent = input.consent && name !== '';
  const at = s.now().toISOString();
  const made = await s.phones.write(async (q): Promise<{ id: string } | Refusal> => {
    const scope = and(eq(phoneHere.communityId, communityId), eq(phoneHere.meetingId, meetingId));
    const mine = await q
      .select()
      .from(phoneHere)
      .where(and(scope, eq(phoneHere.deviceId, deviceId)))
      .get();
    const all = await q.select({ n: count() }).from(phoneHere).where(scope).get();
    if (!mine && (all?.n ?? 0) >= PHONE_LIMITS.arrivalsPerMeeting) return { refused: 'phones/full' };
    // Whoever went away and comes again is a new record: the old one was taken out.
    const id = mine && !mine.withdrawnAt ? mine.id : randomUUID();
    const set = { id, building, name, consent, at, withdrawnAt: null };
    await q
      .insert(phoneHere)
      .values({ communityId, meetingId, deviceId, ...set })
      .onConflictDoUpdate({ target: [phoneHere.communityId, phoneHere.meetingId, phoneHere.deviceId], set })
      .run();
    return { id };
  });
  if (!('refused' in made)) await s.phones.tell(entered.meeting);
  return made;
}

/** Takes the sign-in back, and the name with it. */
export async function goAway(s: Deps, code: string, phone: Phone): Promise<{ gone: true } | Refusal> {
  const entered = await enter(s, code, phone, 'act', () => null, true);
  if ('refused' in entered) return entered;
  const { communityId, id: meetingId } = entered.meeting;
  await s.phones.write(async (q) => {
    await q
      .update(phoneHere)
      .set({ withdrawnAt: s.now().toISOString(), name: '', consent: false })
      .where(
        and(
          eq(phoneHere.communityId, communityId),
          eq(phoneHere.meetingId, meetingId),
          eq(phoneHere.deviceId, phone.deviceId)
        )
      )
      .run();
  });
  await s.phones.tell(entered.meeting);
  return { gone: true };
}
