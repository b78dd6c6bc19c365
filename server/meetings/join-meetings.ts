import { and, eq } from 'drizzle-orm';
import * as Y from 'yjs';
import { joinDocuments } from '$lib/document/join-documents';
import { meetingDocument } from '$lib/document/keys';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { moveOrigins } from './item-origin';
import { findMeeting, type MeetingRow } from './find-meeting';
import { meeting } from './tables';

type Deps = Pick<Ground, 'store' | 'now'> & { hub: Hub };

/**
 * Makes two meetings one: what was written in `fromId` joins `intoId`, promises included, and `fromId` leaves the list. Its
 * tablets may go on: what they still bring follows. Safe to repeat. Refuses what is already joined elsewhere.
 */
export async function joinMeetings(
  s: Deps,
  caller: Caller,
  fromId: string,
  intoId: string
): Promise<MeetingRow | Refusal> {
  if (!may(caller.role, 'office')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const [from, into] = [await findMeeting(s, communityId, fromId), await findMeeting(s, communityId, intoId)];
  if (!from || !into) return { refused: 'meeting/absent' };
  const again = from.joinedInto === intoId;
  if (fromId === intoId || into.joinedInto || (from.joinedInto && !again)) return { refused: 'meeting/joined' };
  const at = s.now().toISOString();
  await s.store.tx(async (q) => {
    const scope = and(eq(meeting.communityId, communityId), eq(meeting.id, fromId));
    // Whoever was joined into this one goes along.
    await q
      .update(meeting)
      .set({ joinedInto: intoId })
      .where(and(eq(meeting.communityId, communityId), eq(meeting.joinedInto, fromId)))
      .run();
    await q
      .update(meeting)
      .set({
        joinedInto: intoId,
        ...(from.closedAt ? {} : { phase: 'closed', closedAt: at, closedBy: caller.accountId })
      })
      .where(scope)
      .run();
    // First the promises, then the words: an issue that came into a closed meeting without its item would become another.
    await moveOrigins(q, communityId, fromId, intoId);
  });
  const state = await s.hub.read(meetingDocument(fromId), (doc) => Y.encodeStateAsUpdate(doc));
  if (state) {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, state);
    await carryOver(s, copy, intoId);
    copy.destroy();
  }
  await s.hub.settle(meetingDocument(intoId));
  return into;
}

/** What a joined meeting's document says, into the one it was joined into. */
export async function carryOver(s: { hub: Hub }, from: Y.Doc, intoId: string): Promise<void> {
  await s.hub.change(meetingDocument(intoId), (doc) => joinDocuments(from, doc));
}
