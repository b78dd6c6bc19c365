import type { Publicity } from './publicity';
import type { Refusal } from '$lib/domain/refusal';
import type { Ground } from '../ground';
import { meetingByCode } from '../meetings';
import { pictureOfCommunity, pictureOfMeeting, type GivenUpload, type UploadFiles } from '../uploads';

/** A picture that the facilitator has put on the wall, alone or with what was promised. Any other is as absent as one that was never taken. */
export async function wallPicture(
  s: Pick<Ground, 'store'> & { uploads: UploadFiles; publicity: Publicity },
  code: string,
  id: string
): Promise<GivenUpload | Refusal> {
  const edition = await s.publicity.view(code);
  const { photo, reports } = edition?.onWall ?? { photo: null, reports: [] };
  const reported = reports.some(({ pictures }) => pictures && [pictures.before, pictures.after].includes(id));
  const meeting = photo === id || reported ? await meetingByCode(s, code) : null;
  // Which pictures go with a promise the ledger says; which one is of this meeting, only its document.
  const found =
    meeting &&
    (reported ? await pictureOfCommunity(s, meeting.communityId, id) : await pictureOfMeeting(s, meeting, id));
  return found ?? { refused: 'upload/absent' };
}
