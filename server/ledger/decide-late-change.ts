import { and, eq, isNull } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Act } from '$lib/domain/ledger/acts';
import { decide } from '$lib/domain/ledger/transitions';
import { refused, type Refusal } from '$lib/domain/refusal';
import { actsTold } from '$lib/words/acts';
import { DEFAULT_LOCALE, inLocale } from '$lib/words/dictionary';
import { findParty, findVenue } from '../community';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { applyAct } from './apply-act';
import type { Hearing } from './hearing';
import { columns, TAKEN_OVER } from './note-late-change';
import { partsOf, standingOf, type ItemRow } from './standing';
import { item, lateChange } from './tables';

export interface LateDecision {
  itemId: string;
  field: string;
  /** Keep what the ledger says, or take what the tablet said. */
  decision: 'keep' | 'take';
  /** The tablet's value the decider saw; another one by now is refused. */
  tabletValue: string;
  /** The item's version the decider saw, where he knows it. */
  version?: number;
}

/** An outcome is taken by an act of the ledger's own. */
const BY_OUTCOME: Record<string, Act> = { answered: 'answer', dropped: 'decline', ledger: 'reopen' };

/**
 * Staff decide on a tablet's late change; either way both values stay in the history, and the tablet's is what a later
 * change is measured by. Refuses with `item/changed` when it has been decided or has changed since, and with
 * `item/not-now` where the outcome on the tablet is not to be had any more.
 */
export async function decideLateChange(
  s: Pick<Ground, 'store' | 'now'> & Hearing,
  caller: Caller,
  { itemId, field: named, decision, tabletValue, version }: LateDecision
): Promise<{ decided: true } | Refusal> {
  if (!may(caller.role, 'ledger/write')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const at = s.now().toISOString();
  const field = TAKEN_OVER.find((one) => one === named);
  return await s.store.tx(async (q): Promise<{ decided: true } | Refusal> => {
    const scope = and(eq(item.communityId, communityId), eq(item.id, itemId));
    const row = await q.select().from(item).where(scope).get();
    if (!row) return { refused: 'item/absent' };
    const note = and(
      eq(lateChange.communityId, communityId),
      eq(lateChange.itemId, itemId),
      eq(lateChange.field, named),
      isNull(lateChange.decision)
    );
    const noted = await q.select().from(lateChange).where(note).get();
    const seen = noted?.tabletValue === tabletValue && (version === undefined || version === row.version);
    if (!noted || !field || !seen) return { refused: 'item/changed' };

    const act = decision === 'take' && field === 'outcome' ? BY_OUTCOME[tabletValue] : undefined;
    const reason = inLocale(actsTold, DEFAULT_LOCALE)['take-late-change'];
    const refusal = act && (await wouldRefuse(q, row, act, caller, reason, at));
    if (refusal) return refusal;
    const taken = decision === 'take' ? await known(q, communityId, columns(field, tabletValue)) : {};
    const { ownerId, dueOn, ...set } = taken;
    const by = { id: caller.accountId, name: caller.name, role: caller.role, partyId: caller.partyId };
    const noticed = await applyAct(q, s.hearers, row, {
      act: decision === 'take' ? 'take-late-change' : 'keep-ledger-value',
      input: options({ ownerId, dueOn }),
      by,
      at,
      set: { ...set, madeFrom: { ...row.madeFrom, [field]: tabletValue } },
      also: { field, ledgerValue: noted.ledgerValue, tabletValue }
    });
    if (refused(noticed)) return noticed;
    await q.update(lateChange).set({ decision, decidedAt: at, decidedBy: caller.accountId }).where(note).run();
    if (act) await applyAct(q, s.hearers, noticed.row, { act, input: { reason }, by, at });
    return { decided: true };
  });
}

/** Asked before anything is written: a transaction that goes on after a refusal would keep half. */
async function wouldRefuse(
  q: Query,
  row: ItemRow,
  act: Act,
  { role, partyId }: Caller,
  reason: string,
  at: string
): Promise<Refusal | null> {
  const standing = standingOf(row, await partsOf(q, row.communityId, row.id));
  const judged = decide(standing, act, { role, partyId }, { reason }, at);
  return refused(judged) ? judged : null;
}

/** Without what is undefined. */
const options = (input: Pick<Partial<ItemRow>, 'ownerId' | 'dueOn'>) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

/** A party or venue that this community has not got is left empty; a venue brings its grid. */
async function known(q: Query, communityId: string, taken: Partial<ItemRow>): Promise<Partial<ItemRow>> {
  const { ownerId, venueId } = taken;
  if (ownerId) return { ownerId: (await findParty(q, communityId, ownerId))?.id ?? null };
  if (venueId) {
    const found = await findVenue(q, communityId, venueId);
    return { venueId: found?.id ?? null, gridId: found?.gridId ?? null };
  }
  return taken;
}
