import { and, eq, isNull } from 'drizzle-orm';
import type { Role } from '$lib/domain/identity/role';
import type { Ground } from '../ground';
import type { Caller } from './caller';
import { account } from './tables';

export type AccountRow = typeof account.$inferSelect;

export function callerOf(row: AccountRow, deviceId: string | null): Caller {
  return {
    communityId: row.communityId,
    accountId: row.id,
    username: row.username,
    name: row.name,
    role: row.role as Role,
    partyId: row.partyId,
    gridId: row.gridId,
    deviceId
  };
}

/** An account that may act, or null; a disabled one may not. */
export async function activeAccount(s: Pick<Ground, 'store'>, id: string): Promise<AccountRow | null> {
  const found = await s.store.q
    .select()
    .from(account)
    .where(and(eq(account.id, id), isNull(account.disabledAt)))
    .get();
  return found ?? null;
}

export async function accountByUsername(s: Pick<Ground, 'store'>, username: string): Promise<AccountRow | null> {
  return (await s.store.q.select().from(account).where(eq(account.username, username)).get()) ?? null;
}

/** An account as a caller on no device, or null where it may not act. */
export async function callerOfAccount(s: Pick<Ground, 'store'>, id: string): Promise<Caller | null> {
  const row = await activeAccount(s, id);
  return row && callerOf(row, null);
}
