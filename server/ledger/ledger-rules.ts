import { may } from '$lib/domain/identity/role';
import { readLedgerRules, unfitRules, type LedgerRules } from '$lib/domain/ledger/rules';
import type { Refusal } from '$lib/domain/refusal';
import { changeSettings, getCommunity } from '../community';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import type { Hearing } from './hearing';
import { recalculateDeadlines } from './recalculate-deadlines';

/** What a community has settled about its ledger: limits, ladder, reminders. */
export async function ledgerRules(s: Pick<Ground, 'store'>, communityId: string): Promise<LedgerRules> {
  return readLedgerRules((await getCommunity(s, communityId))?.settings.ledger);
}

/**
 * Settles them; null goes back to the standard. Deadlines that rest on limits are counted again (rule C5): gives how many moved.
 * Refuses who may not (`right/missing`), and what does not fit, by its name.
 */
export async function setLedgerRules(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  caller: Pick<Caller, 'communityId' | 'role'>,
  rules: LedgerRules | null
): Promise<{ moved: number } | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const unfit = rules ? unfitRules(rules) : [];
  if (unfit.length)
    return { refused: 'input/invalid', fields: Object.fromEntries(unfit.map((name) => [name, 'field/unfit'])) };
  await changeSettings(s, caller.communityId, { ledger: rules ?? undefined });
  return { moved: await recalculateDeadlines(s, caller.communityId) };
}
