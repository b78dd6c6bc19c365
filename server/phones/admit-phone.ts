import type { Phones } from './phones';
import type * as Y from 'yjs';
import { meetingDocument } from '$lib/document/keys';
import { hasBegun } from '$lib/document/reading';
import { phonesOpen } from '$lib/document/tray';
import type { Refusal } from '$lib/domain/refusal';
import { meetingByCode, type MeetingRow } from '../meetings';
import type { Hub } from '../collab';
import type { Attachments } from '../attachments';
import type { Ground } from '../ground';
import type { Phone } from './quota';

export type Deps = Pick<Ground, 'store' | 'now' | 'log'> & { hub: Hub; phones: Phones; attachments: Attachments };

/**
 * Lets a phone in at a meeting that is under way and whose facilitator has the door open; `read` reads from the document what
 * the act needs to know. The act is counted.
 */
export async function enter<T>(
  s: Deps,
  code: string,
  phone: Phone,
  what: 'act' | 'message',
  read: (doc: Y.Doc) => T,
  /** People come before it begins. */
  early = false
): Promise<{ meeting: MeetingRow; seen: T } | Refusal> {
  const meeting = await meetingByCode(s, code);
  if (!meeting) return { refused: 'meeting/absent' };
  if (meeting.phase === 'closed') return { refused: 'meeting/closed' };
  const found = await s.hub.read(meetingDocument(meeting.id), (doc) => ({
    open: phonesOpen(doc) && (early || hasBegun(doc)),
    seen: read(doc)
  }));
  if (!found?.open) return { refused: 'phones/shut' };
  const seconds = s.phones.quota.take(what, meeting.id, phone);
  if (seconds) return { refused: 'phones/slowed', with: { seconds } };
  return { meeting, seen: found.seen };
}
