import { UPLOADS_PER_MEETING, type UploadKind } from '$lib/domain/attachments/upload-limits';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { may } from '$lib/domain/identity/role';
import type { AttachmentOwner, AttachmentRow } from '../attachments';
import type { Hub } from '../collab';
import type { Ground } from '../ground';
import { findMeeting, type MeetingRow } from './find-meeting';
import { isReadable } from './readable-photos';

/** The kind of owner that meetings are to their pictures and voice notes. */
export const MEETING_OWNER = 'meeting';

/** A meeting as the owner of attachments. */
export function ownerOfMeeting({ communityId, id }: Pick<MeetingRow, 'communityId' | 'id'>) {
  return { communityId, ownerKind: MEETING_OWNER, ownerId: id };
}

/** What meetings say of their pictures and voice notes: who may send and see them, and that the document is told of each. */
export function meetingAttachments(s: Pick<Ground, 'store'> & { hub: Hub }): AttachmentOwner {
  return {
    most: UPLOADS_PER_MEETING,
    full: 'upload/meeting-full',
    tied: 'when-whole',
    async mayAdd(caller, meetingId) {
      if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
      return (await findMeeting(s, caller.communityId, meetingId)) ? null : { refused: 'meeting/absent' };
    },
    async mayRead(caller, _meetingId, id) {
      if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
      if (may(caller.role, 'meetings/write')) return null;
      return (await isReadable(s.store.q, caller.communityId, id)) ? null : { refused: 'upload/absent' };
    },
    onStored: (file) => tellDocument(s, file)
  };
}

/**
 * The meeting knows of every file of its own: the tablet notes it when it is taken, and here it is noted where that page died
 * before. Said in the same words, so that whichever of the two stands says the same.
 */
async function tellDocument(
  s: Pick<Ground, 'store'> & { hub: Hub },
  { id, kind, takenAt, by, about, communityId, ownerId }: AttachmentRow
): Promise<void> {
  const meeting = await findMeeting(s, communityId, ownerId);
  await s.hub.change(meetingDocument(meeting?.joinedInto ?? ownerId), (doc) => {
    const document = openMeetingDocument(doc, 'server');
    if (document.hasPhoto(id)) return;
    const { entryId = null, issueId = null } = about;
    document.addPhoto({ id, kind: kind as UploadKind, takenAt, by, entryId, issueId });
  });
}
