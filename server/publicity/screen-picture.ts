import type { Publicity } from './publicity';
import type { Refusal } from '$lib/domain/refusal';
import type { Ground } from '../ground';
import { meetingByCode, ownerOfMeeting } from '../meetings';
import { readShownPicture, type AttachedFile, type Attachments } from '../attachments';

/** A picture that the facilitator has put on the screen, alone or with what was promised. Any other is as absent as one that was never taken. */
export async function screenPicture(
  s: Pick<Ground, 'store'> & { attachments: Attachments; publicity: Publicity },
  code: string,
  id: string
): Promise<AttachedFile | Refusal> {
  const edition = await s.publicity.view(code);
  const { photo, reports } = edition?.onScreen ?? { photo: null, reports: [] };
  const reported = reports.some(({ pictures }) => pictures && [pictures.before, pictures.after].includes(id));
  const meeting = photo === id || reported ? await meetingByCode(s, code) : null;
  // Which pictures go with a promise the ledger says; which one is of this meeting, only its document.
  const owner = meeting && !reported ? ownerOfMeeting(meeting) : undefined;
  const found = meeting && (await readShownPicture(s, { communityId: meeting.communityId, id, owner }));
  return found ?? { refused: 'upload/absent' };
}
