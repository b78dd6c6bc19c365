import { eq } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import { readLedgerRules, unfitRules, type LedgerRules } from '$lib/domain/ledger/rules';
import type { Refusal } from '$lib/domain/refusal';
import { getCommunity } from '../community';
import { community } from '../community/tables';
import type { Caller } from '../identity';
import type { Ground } from '../services';
import { recountDeadlines } from './recount-deadlines';

/** What a community has settled about its ledger: limits, ladder, reminders. */
export async function ledgerRules(s: Pick<Ground, 'store'>, communityId: string): Promise<LedgerRules> {
  return readLedgerRules((await getCommunity(s, communityId))?.settings.ledger);
}

/**
 * Settles them; null goes back to the standard. Deadlines that rest on limits are counted again (rule C5): gives how many moved.
 * Refuses who may not (`right/missing`), and what does not fit, by its name.
 */
export async function setLedgerRules(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Pick<Caller, 'communityId' | 'role'>,
  rules: LedgerRules | null
): Promise<{ moved: number } | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const unfit = rules ? unfitRules(rules) : [];
  if (unfit.length)
    return { refused: 'input/invalid', fields: Object.fromEntries(unfit.map((name) => [name, 'field/unfit'])) };
  await s.store.tx(async (q) => {
    const row = await q.select().from(community).where(eq(community.id, caller.communityId)).get();
    const { ledger: _before, ...settings } = row?.settings ?? {};
    await q
      .update(community)
      .set({ settings: rules ? { ...settings, ledger: rules } : settings })
      .where(eq(community.id, caller.communityId))
      .run();
  });
  return { moved: await recountDeadlines(s, caller.communityId) };
}
