import type { TabletBacklogs } from './tablet-backlogs';
import { eq } from 'drizzle-orm';
import * as Y from 'yjs';
import { meetingDocument } from '$lib/document/keys';
import { readPhotos } from '$lib/document/reading';
import { may } from '$lib/domain/identity/role';
import type { Present } from '$lib/domain/meetings/view';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { account } from '../identity/tables';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { storedAmong } from '../attachments';
import { findMeeting } from './find-meeting';

/**
 * Who wrote in a meeting and who still holds something that the server has not got. What a tablet says of itself is compared
 * with the document's state vector: what has come by another way since is no longer held.
 */
export async function checkTablets(
  s: Pick<Ground, 'store'> & { hub: Hub; backlogs: TabletBacklogs },
  caller: Caller,
  id: string
): Promise<Present[] | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const row = await findMeeting(s, caller.communityId, id);
  const name = meetingDocument(id);
  const document =
    row &&
    (await s.hub.read(name, (doc) => ({
      photos: readPhotos(doc).map((photo) => ({ id: photo.id, by: photo.by })),
      clocks: Y.decodeStateVector(Y.encodeStateVector(doc))
    })));
  if (!row || !document) return { refused: 'meeting/absent' };
  const people = await s.store.q
    .select({ id: account.id, name: account.name })
    .from(account)
    .where(eq(account.communityId, caller.communityId))
    .all();
  const nameOf = new Map(people.map((person) => [person.id, person.name]));
  const stored = await storedAmong(
    s.store.q,
    caller.communityId,
    document.photos.map((photo) => photo.id)
  );
  const missing = new Map<string, number>();
  for (const { id: photo, by } of document.photos) if (!stored.has(photo)) missing.set(by, (missing.get(by) ?? 0) + 1);
  const backlogs = s.backlogs.of(id);
  const counted = new Set<string>();
  return (await s.hub.writers(name)).map(({ accountId, deviceId, lastAt, connected }) => {
    const backlog = backlogs.get(deviceId);
    const come = backlog !== undefined && (document.clocks.get(backlog.clientId) ?? 0) >= backlog.clock;
    // A person's pictures are counted once, at the tablet he used last.
    const pictures = counted.has(accountId) ? 0 : (missing.get(accountId) ?? 0);
    counted.add(accountId);
    return {
      key: deviceId.slice(0, 8),
      name: nameOf.get(accountId) ?? '',
      self: deviceId === caller.deviceId && accountId === caller.accountId,
      connected,
      lastAt,
      waiting: backlog && !come ? backlog.waiting : connected || come ? 0 : null,
      pictures
    };
  });
}
