import { and, desc, eq } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { ledgerImport } from './tables';

export type ImportRow = typeof ledgerImport.$inferSelect;

const LISTED = 30;

/** One import of the caller's community, for those who keep the ledger. */
export async function findImport(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  id: string,
  q: Query = s.store.q
): Promise<ImportRow | Refusal> {
  if (!may(caller.role, 'ledger/write')) return { refused: 'right/missing' };
  const row = await q.select().from(ledgerImport).where(here(caller.communityId, id)).get();
  return row ?? { refused: 'import/absent' };
}

/** The imports of the caller's community, the newest first. */
export async function listImports(s: Pick<Ground, 'store'>, caller: Caller): Promise<ImportRow[] | Refusal> {
  if (!may(caller.role, 'ledger/write')) return { refused: 'right/missing' };
  return await s.store.q
    .select()
    .from(ledgerImport)
    .where(eq(ledgerImport.communityId, caller.communityId))
    .orderBy(desc(ledgerImport.createdAt), desc(ledgerImport.id))
    .limit(LISTED)
    .all();
}

export function here(communityId: string, id: string) {
  return and(eq(ledgerImport.communityId, communityId), eq(ledgerImport.id, id));
}
