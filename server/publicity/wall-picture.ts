import type { Refusal } from '$lib/domain/refusal';
import type { Services } from '../services';
import { meetingByCode } from '../meetings';
import { pictureOfMeeting, type GivenUpload } from '../uploads';

/** The picture that the facilitator has put on the wall. Any other is as absent as one that was never taken. */
export async function wallPicture(
  s: Pick<Services, 'store' | 'uploads' | 'publicity'>,
  code: string,
  id: string
): Promise<GivenUpload | Refusal> {
  const edition = await s.publicity.view(code);
  const meeting = edition?.onWall.photo === id ? await meetingByCode(s, code) : null;
  const found = meeting && (await pictureOfMeeting(s, meeting, id));
  return found ?? { refused: 'upload/absent' };
}
