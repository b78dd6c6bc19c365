import { may } from '$lib/domain/identity/role';
import { readLedgerSettings, unfitSettings, type LedgerSettings } from '$lib/domain/ledger/ledger-settings';
import type { Refusal } from '$lib/domain/refusal';
import { changeSettings, getCommunity } from '../community';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import type { Hearing } from './hearing';
import { recalculateDeadlines } from './recalculate-deadlines';

/** What a community has settled about its ledger: limits, ladder, reminders. */
export async function ledgerSettings(s: Pick<Ground, 'store'>, communityId: string): Promise<LedgerSettings> {
  return readLedgerSettings((await getCommunity(s, communityId))?.settings.ledger);
}

/**
 * Settles them; null goes back to the standard. Deadlines that rest on limits are counted again (rule C5): gives how many moved.
 * Refuses who may not (`right/missing`), and what does not fit, by its name.
 */
export async function setLedgerSettings(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  caller: Pick<Caller, 'communityId' | 'role'>,
  rules: LedgerSettings | null
): Promise<{ moved: number } | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const unfit = rules ? unfitSettings(rules) : [];
  if (unfit.length)
    return { refused: 'input/invalid', fields: Object.fromEntries(unfit.map((name) => [name, 'field/unfit'])) };
  await changeSettings(s, caller.communityId, { ledger: rules ?? undefined });
  return { moved: await recalculateDeadlines(s, caller.communityId) };
}
