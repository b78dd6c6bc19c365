import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { Refusal } from '$lib/domain/refusal';
import type { UploadKind } from '$lib/domain/attachments/upload-limits';
import { takePiece, type Taken } from '../../../server/attachments';
import type { Caller } from '../../../server/identity/caller';
import { MEETING_OWNER, meetingKind, planMeeting } from '../../../server/meetings';
import type { Services } from '../../../server/services';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { granted } from '../meetings/support';

export async function meetingToSendTo(): Promise<{ ground: TestGround; meetingId: string }> {
  const ground = await makeGround();
  ground.hub.register(meetingKind(ground));
  const meetingId = randomUUID();
  granted(await planMeeting(ground, caller('facilitator'), { id: meetingId, title: '门前', kind: 'stool' }));
  return { ground, meetingId };
}

/** A picture of so many pixels, no two of them alike. */
export async function picture(
  width: number,
  height: number,
  format: 'jpeg' | 'png' | 'webp' = 'jpeg'
): Promise<Buffer> {
  const raw = Buffer.alloc(width * height * 3);
  for (let at = 0; at < raw.length; at++) raw[at] = (at * 7 + (at >> 5)) & 255;
  return await sharp(raw, { raw: { width, height, channels: 3 } })
    .toFormat(format)
    .toBuffer();
}

/** The first bytes of a recording as Chromium makes it, and some more. */
export function recording(bytes = 2000): Buffer {
  const made = Buffer.alloc(bytes, 0x42);
  made.set([0x1a, 0x45, 0xdf, 0xa3]);
  return made;
}

interface Sent {
  meetingId: string;
  bytes: Buffer;
  offset?: number;
  length?: number;
  kind?: UploadKind;
  who?: Caller;
  takenAt?: string;
  entryId?: string;
}

export function bodyOf(...parts: (Uint8Array | Error)[]): ReadableStream<Uint8Array> {
  const left = [...parts];
  return new ReadableStream({
    pull(to) {
      const next = left.shift();
      if (next === undefined) to.close();
      else if (next instanceof Error) to.error(next);
      else to.enqueue(next);
    }
  });
}

/** Sends bytes as a tablet would, in one piece. */
export function sent(
  ground: Pick<Services, 'store' | 'now' | 'attachments' | 'log'>,
  id: string,
  given: Sent
): Promise<Taken | Refusal> {
  const { meetingId, bytes, offset = 0, length = bytes.length, kind = 'photo', who = caller('facilitator') } = given;
  const takenAt = given.takenAt ?? '2026-11-23T02:10:00.000Z';
  const { entryId = null } = given;
  return takePiece(ground, who, {
    id,
    ownerKind: MEETING_OWNER,
    ownerId: meetingId,
    kind,
    length,
    takenAt,
    about: { entryId, issueId: null },
    offset,
    body: bodyOf(bytes)
  });
}
