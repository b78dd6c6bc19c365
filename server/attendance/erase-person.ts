import { ArrivalsDocument, PrivateDocument, privateDocument } from '$lib/document/attendance';
import { meetingDocument } from '$lib/document/keys';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { findMeeting } from '../meetings';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { attendance } from './tables';

/**
 * Takes name, home, signature and consent of one who came away, at his wish; that somebody of his building came stays. The
 * document's journal keeps earlier states until it is compacted, and backups that were made stay as they are.
 */
export async function erasePerson(
  s: Pick<Ground, 'store' | 'now'> & { hub: Hub },
  caller: Caller,
  meetingId: string,
  id: string
): Promise<{ erased: true } | Refusal> {
  if (!may(caller.role, 'office')) return { refused: 'right/missing' };
  const { communityId, accountId } = caller;
  if (!(await findMeeting(s, communityId, meetingId))) return { refused: 'meeting/absent' };
  const blank = { home: '', name: '', signature: '', oral: false, consent: null };
  const set = { ...blank, erasedAt: s.now().toISOString(), erasedBy: accountId };
  await s.store.tx((q) =>
    q
      .insert(attendance)
      .values({ communityId, meetingId, id, ...set })
      .onConflictDoUpdate({ target: [attendance.communityId, attendance.meetingId, attendance.id], set })
      .run()
  );
  await s.hub.change(privateDocument(meetingId), (doc) => new PrivateDocument(doc, 'erasing').erase(id));
  await s.hub.change(meetingDocument(meetingId), (doc) =>
    new ArrivalsDocument(doc, 'erasing').set(id, { shownAs: null })
  );
  return { erased: true };
}
