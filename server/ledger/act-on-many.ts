import { MOST_AT_ONCE, stillNeeds, type ManyAct, type ManyInput } from '$lib/domain/ledger/many';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { actOnItem } from './act-on-item';
import { amendItem } from './amend-item';
import type { Applied } from './apply-act';
import type { Hearing } from './hearing';
import { linesOf } from './lines-of';
import type { ItemLine } from './list-items';

export interface Many {
  act: ManyAct;
  input: ManyInput;
  items: readonly { id: string; version: number }[];
}

/** What becomes of one of them. */
export interface Outcome {
  /** As it stood before; null where the caller may not see it, or it is gone. */
  before: ItemLine | null;
  /** As it stands after it; null where nothing changes. */
  after: ItemLine | null;
  /** Why not; null where it is done, or where it stood so already. */
  refusal: Refusal | null;
}

type Deps = Pick<Ground, 'store' | 'now'> & Hearing;

/**
 * What an act would do to each of many items: the very act is done and taken back, so that what is shown is what comes (rule
 * B1). Nothing is kept of it.
 */
export async function previewMany(s: Deps, caller: Caller, many: Many): Promise<Outcome[] | Refusal> {
  const unfit = unfitOf(many);
  if (unfit) return unfit;
  try {
    return await s.store.tx(async (q) => {
      throw new TakenBack(await outcomes(within(s, q), caller, many));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.outcomes;
    throw error;
  }
}

/** Does an act to each of many items, one after the other, and says what became of each (rule B2). */
export async function actOnMany(s: Deps, caller: Caller, many: Many): Promise<Outcome[] | Refusal> {
  return unfitOf(many) ?? (await outcomes(s, caller, many));
}

class TakenBack extends Error {
  constructor(readonly outcomes: Outcome[]) {
    super('a preview is never kept');
  }
}

/** The ground as it is within a transaction that stands open: what the verbs write is seen by whoever reads on. */
function within(s: Deps, q: Query): Deps {
  return { ...s, store: { ...s.store, q, tx: async (work) => await work(q) } };
}

function unfitOf({ act, input, items }: Many): Refusal | null {
  if (!items.length || items.length > MOST_AT_ONCE) return { refused: 'input/invalid', fields: { id: 'field/unfit' } };
  const fields = Object.fromEntries(stillNeeds(act, input).map((field) => [field, 'field/missing' as const]));
  return Object.keys(fields).length ? { refused: 'input/invalid', fields } : null;
}

async function outcomes(s: Deps, caller: Caller, many: Many): Promise<Outcome[]> {
  const ids = many.items.map(({ id }) => id);
  const before = await linesOf(s, caller, ids);
  const done = new Map<string, Applied | Refusal | null>();
  for (const item of many.items) if (!done.has(item.id)) done.set(item.id, await one(s, caller, many, item));
  const after = await linesOf(s, caller, ids);
  // One for each that was given, in its place, also where one was given twice: whoever shows them puts them beside the others.
  return ids.map((id) => {
    const result = done.get(id) ?? null;
    return {
      before: before.get(id) ?? null,
      after: result && !refused(result) ? (after.get(id) ?? null) : null,
      refusal: refused(result) ? (result as Refusal) : null
    };
  });
}

async function one(
  s: Deps,
  caller: Caller,
  { act, input }: Many,
  { id, version }: Many['items'][number]
): Promise<Applied | Refusal | null> {
  const seen = { itemId: id, version };
  const { ownerId, dueOn, reason, category, tier } = input;
  if (act === 'category') return await amendItem(s, caller, { ...seen, category });
  if (act === 'tier') return await amendItem(s, caller, { ...seen, tier });
  const options = Object.entries({ ownerId, dueOn, reason }).filter(([, value]) => value?.trim());
  return await actOnItem(s, caller, { ...seen, act, input: Object.fromEntries(options) });
}
