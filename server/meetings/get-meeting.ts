import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { findMeeting, type MeetingRow } from './find-meeting';

/** One meeting as the desk keeps it; absent too where the caller may not read meetings of this community. */
export async function getMeeting(s: Pick<Ground, 'store'>, caller: Caller, id: string): Promise<MeetingRow | Refusal> {
  if (!may(caller.role, 'meetings/read')) return { refused: 'right/missing' };
  return (await findMeeting(s, caller.communityId, id)) ?? { refused: 'meeting/absent' };
}
