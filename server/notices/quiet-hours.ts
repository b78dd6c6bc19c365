import { may } from '$lib/domain/identity/role';
import { isNight, type QuietHours } from '$lib/domain/notices/quiet';
import type { Refusal } from '$lib/domain/refusal';
import { changeSettings, getCommunity } from '../community';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { quietOf } from './sending-rules';

/** The hours in which nothing goes out. */
export async function quietHours(s: Pick<Ground, 'store'>, communityId: string): Promise<QuietHours> {
  return quietOf((await getCommunity(s, communityId))?.settings ?? {});
}

/** Sets them: an evening from 17:00 on, a morning up to 11:00. */
export async function setQuietHours(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  input: QuietHours
): Promise<QuietHours | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  if (!isNight(input)) return { refused: 'input/invalid', fields: { quiet: 'field/unfit' } };
  await changeSettings(s, caller.communityId, { quietHours: { from: input.from, to: input.to } });
  return input;
}
