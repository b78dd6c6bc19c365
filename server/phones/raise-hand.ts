import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { readQueue } from '$lib/document/queue';
import { LONGEST_NAME, PHONE_LIMITS, plainLine } from '$lib/domain/phones/phone-limits';
import type { Refusal } from '$lib/domain/refusal';
import { enter, type Deps } from './admit-phone';
import type { Phone } from './quota';
import { phoneHand } from './tables';

/** Puts this phone's person into the queue of speakers; a hand that is up already stays where it is. */
export async function raiseHand(s: Deps, code: string, phone: Phone, typed: string): Promise<{ id: string } | Refusal> {
  const name = plainLine(typed, LONGEST_NAME);
  if (!name) return { refused: 'input/invalid', fields: { name: 'field/missing' } };
  const entered = await enter(s, code, phone, 'act', (doc) => readQueue(doc));
  if ('refused' in entered) return entered;
  const { meeting, seen: queue } = entered;
  const waiting = new Set(queue.filter(({ spells }) => !spells.length).map(({ id }) => id));
  const { communityId, id: meetingId } = meeting;
  const { deviceId } = phone;
  const made = await s.phones.write(async (q): Promise<{ id: string } | Refusal> => {
    const mine = await q
      .select()
      .from(phoneHand)
      .where(
        and(
          eq(phoneHand.communityId, communityId),
          eq(phoneHand.meetingId, meetingId),
          eq(phoneHand.deviceId, deviceId)
        )
      )
      .all();
    const up = mine.find((hand) => !hand.withdrawnAt && waiting.has(hand.id));
    if (up) return { id: up.id };
    if (mine.length >= PHONE_LIMITS.handsPerDevice) return { refused: 'phones/full' };
    const all = await q
      .select({ id: phoneHand.id })
      .from(phoneHand)
      .where(
        and(eq(phoneHand.communityId, communityId), eq(phoneHand.meetingId, meetingId), isNull(phoneHand.withdrawnAt))
      )
      .all();
    if (all.filter(({ id }) => waiting.has(id)).length >= PHONE_LIMITS.handsWaiting) return { refused: 'phones/full' };
    const id = randomUUID();
    await q.insert(phoneHand).values({ communityId, meetingId, id, deviceId, name, at: s.now().toISOString() }).run();
    return { id };
  });
  if (!('refused' in made)) await s.phones.tell(meeting);
  return made;
}

/** Takes this phone's hand down. */
export async function lowerHand(s: Deps, code: string, phone: Phone): Promise<{ lowered: number } | Refusal> {
  const entered = await enter(s, code, phone, 'act', () => null);
  if ('refused' in entered) return entered;
  const { communityId, id: meetingId } = entered.meeting;
  const { changes } = await s.phones.write(async (q) => {
    const done = await q
      .update(phoneHand)
      .set({ withdrawnAt: s.now().toISOString() })
      .where(
        and(
          eq(phoneHand.communityId, communityId),
          eq(phoneHand.meetingId, meetingId),
          eq(phoneHand.deviceId, phone.deviceId),
          isNull(phoneHand.withdrawnAt)
        )
      )
      .run();
    return done;
  });
  await s.phones.tell(entered.meeting);
  return { lowered: changes };
}
