import { and, asc, count, eq } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { OwnView } from '$lib/domain/ledger/view';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { savedView } from './tables';

const LONGEST_NAME = 30;
const LONGEST_QUERY = 1000;
const MOST = 30;

/** The filters that this person keeps, in the order of their names. */
export async function savedViews(s: Pick<Ground, 'store'>, { communityId, accountId }: Caller): Promise<OwnView[]> {
  const { id, name, query } = savedView;
  return await s.store.q
    .select({ id, name, query })
    .from(savedView)
    .where(and(eq(savedView.communityId, communityId), eq(savedView.accountId, accountId)))
    .orderBy(asc(name), asc(id))
    .all();
}

/** Keeps a filter under a name; the same name again takes the place of the one before (rule G3). */
export async function saveView(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  input: { name: string; query: string }
): Promise<OwnView | Refusal> {
  if (!may(caller.role, 'ledger/read-own')) return { refused: 'right/missing' };
  const name = input.name.trim().replace(/\s+/g, ' ');
  const { query } = input;
  if (!name) return { refused: 'input/invalid', fields: { name: 'field/missing' } };
  if (name.length > LONGEST_NAME) return { refused: 'input/invalid', fields: { name: 'field/too-long' } };
  if (!query || query.length > LONGEST_QUERY) return { refused: 'input/invalid', fields: { query: 'field/unfit' } };
  const { communityId, accountId } = caller;
  const own = and(eq(savedView.communityId, communityId), eq(savedView.accountId, accountId));
  return await s.store.tx(async (q): Promise<OwnView | Refusal> => {
    const existing = await q
      .select({ id: savedView.id })
      .from(savedView)
      .where(and(own, eq(savedView.name, name)))
      .get();
    if (existing) {
      await q
        .update(savedView)
        .set({ query })
        .where(and(own, eq(savedView.id, existing.id)))
        .run();
      return { id: existing.id, name, query };
    }
    const kept = await q.select({ n: count() }).from(savedView).where(own).get();
    if ((kept?.n ?? 0) >= MOST) return { refused: 'view/full', with: { most: MOST } };
    const row = { communityId, accountId, id: crypto.randomUUID(), name, query, createdAt: s.now().toISOString() };
    await q.insert(savedView).values(row).run();
    return { id: row.id, name, query };
  });
}

/** Forgets one of his own; one that is not there is forgotten already. */
export async function removeView(
  s: Pick<Ground, 'store'>,
  { communityId, accountId }: Caller,
  id: string
): Promise<void> {
  await s.store.tx((q) =>
    q
      .delete(savedView)
      .where(and(eq(savedView.communityId, communityId), eq(savedView.accountId, accountId), eq(savedView.id, id)))
      .run()
  );
}
