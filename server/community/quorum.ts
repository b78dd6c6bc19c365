import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { changeSettings } from './change-settings';
import { getCommunity } from './queries';

const MOST = 9_999;

/** How many must be present for a meeting's decision to count; null: the community asks for no number. */
export async function quorumOf(s: Pick<Ground, 'store'>, communityId: string): Promise<number | null> {
  const set = (await getCommunity(s, communityId))?.settings.quorum;
  return typeof set === 'number' && Number.isInteger(set) && set > 0 ? set : null;
}

/** Sets it, or takes it away with null. */
export async function setQuorum(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  quorum: number | null
): Promise<{ quorum: number | null } | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  if (quorum !== null && !(Number.isInteger(quorum) && quorum > 0 && quorum <= MOST))
    return { refused: 'input/invalid', fields: { quorum: 'field/unfit' } };
  await changeSettings(s, caller.communityId, { quorum: quorum ?? undefined });
  return { quorum };
}
