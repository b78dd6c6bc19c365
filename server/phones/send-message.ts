import { randomUUID } from 'node:crypto';
import { and, count, desc, eq, isNotNull } from 'drizzle-orm';
import { LONGEST_MESSAGE, LONGEST_NAME, PHONE_LIMITS, plainLine } from '$lib/domain/phones/phone-limits';
import type { Refusal } from '$lib/domain/refusal';
import { keepPicture } from '../attachments';
import { ownerOfMeeting, type MeetingRow } from '../meetings';
import { enter, type Deps } from './admit-phone';
import type { Phone } from './quota';
import { phoneMessage } from './tables';

export interface MessageGiven {
  name: string;
  text: string;
  /** Bytes of a picture as the phone sends it. */
  picture: Buffer | null;
}

/** Stands in the place of an account where a resident's phone sent a picture. */
const PHONE = 'phone';

/** Takes one short message, with a picture or without, into the facilitator's tray. Nothing of it is shown to anybody else. */
export async function sendMessage(
  s: Deps,
  code: string,
  phone: Phone,
  input: MessageGiven
): Promise<{ id: string } | Refusal> {
  const text = plainLine(input.text, LONGEST_MESSAGE);
  const name = plainLine(input.name, LONGEST_NAME);
  if (!text && !input.picture) return { refused: 'input/invalid', fields: { text: 'field/missing' } };
  const entered = await enter(s, code, phone, 'message', () => null);
  if ('refused' in entered) return entered;
  const { meeting } = entered;
  const { communityId, id: meetingId } = meeting;
  const full = await room(s, meeting, phone, text, input.picture !== null);
  if (full) return full;
  const at = s.now().toISOString();
  const from = { by: PHONE, deviceId: phone.deviceId, full: 'phones/full' } as const;
  const picture =
    input.picture && (await keepPicture(s, { ...ownerOfMeeting(meeting), ...from, bytes: input.picture }));
  if (picture && 'refused' in picture) return picture;
  const id = randomUUID();
  await s.phones.write(async (q) => {
    await q
      .insert(phoneMessage)
      .values({ communityId, meetingId, id, deviceId: phone.deviceId, name, text, photoId: picture?.id ?? null, at })
      .run();
  });
  await s.phones.tell(meeting);
  return { id };
}

/** Why there is no room for another message, or null. The same words again are a second tap, not a second message. */
async function room(
  s: Deps,
  { communityId, id: meetingId }: MeetingRow,
  { deviceId }: Phone,
  text: string,
  withPicture: boolean
): Promise<Refusal | { id: string } | null> {
  const scope = and(eq(phoneMessage.communityId, communityId), eq(phoneMessage.meetingId, meetingId));
  const mine = await s.store.q
    .select()
    .from(phoneMessage)
    .where(and(scope, eq(phoneMessage.deviceId, deviceId)))
    .orderBy(desc(phoneMessage.at))
    .all();
  const same = text ? mine.find((message) => message.text === text && !message.photoId) : undefined;
  if (same) return { id: same.id };
  if (mine.length >= PHONE_LIMITS.messagesPerDevice) return { refused: 'phones/full' };
  const last = mine[0] ? s.now().getTime() - Date.parse(mine[0].at) : Infinity;
  if (last < PHONE_LIMITS.messageEveryMs)
    return { refused: 'phones/slowed', with: { seconds: Math.ceil((PHONE_LIMITS.messageEveryMs - last) / 1000) } };
  const all = await s.store.q.select({ n: count() }).from(phoneMessage).where(scope).get();
  if ((all?.n ?? 0) >= PHONE_LIMITS.messagesPerMeeting) return { refused: 'phones/full' };
  if (!withPicture) return null;
  const pictures = await s.store.q
    .select({ n: count() })
    .from(phoneMessage)
    .where(and(scope, isNotNull(phoneMessage.photoId)))
    .get();
  return (pictures?.n ?? 0) >= PHONE_LIMITS.photosPerMeeting ? { refused: 'phones/full' } : null;
}
