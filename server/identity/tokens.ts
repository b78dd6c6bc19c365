import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Ground } from '../ground';
import { activeAccount, callerOf } from './account';
import type { Caller } from './caller';
import { hashSecret, looksLikeSecret, newSecret } from './secret';
import { apiToken } from './tables';

const PREFIX = 'stl_';
/** Last use is for people to look at; an hour's precision saves a write a request. */
const USE_PRECISION_MS = 3600_000;

export interface TokenRow {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** Makes a token for the caller's own account. `token` is shown once; only its hash is kept. */
export async function createToken(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  { name }: { name: string }
): Promise<{ id: string; token: string }> {
  const id = crypto.randomUUID();
  const secret = newSecret();
  const { communityId, accountId } = caller;
  const createdAt = s.now().toISOString();
  await s.store.tx((q) =>
    q
      .insert(apiToken)
      .values({ communityId, id, accountId, name, hash: hashSecret(secret), createdAt })
      .run()
  );
  return { id, token: PREFIX + secret };
}

/** The caller's own tokens that still work, newest first. */
export async function listTokens(s: Pick<Ground, 'store'>, caller: Caller): Promise<TokenRow[]> {
  const { id, name, createdAt, lastUsedAt } = apiToken;
  return await s.store.q
    .select({ id, name, createdAt, lastUsedAt })
    .from(apiToken)
    .where(
      and(
        eq(apiToken.communityId, caller.communityId),
        eq(apiToken.accountId, caller.accountId),
        isNull(apiToken.revokedAt)
      )
    )
    .orderBy(desc(createdAt))
    .all();
}

/** Ends one of the caller's own tokens at once; an unknown id changes nothing. */
export async function revokeToken(s: Pick<Ground, 'store' | 'now'>, caller: Caller, id: string): Promise<void> {
  await s.store.tx((q) =>
    q
      .update(apiToken)
      .set({ revokedAt: s.now().toISOString() })
      .where(
        and(
          eq(apiToken.communityId, caller.communityId),
          eq(apiToken.accountId, caller.accountId),
          eq(apiToken.id, id),
          isNull(apiToken.revokedAt)
        )
      )
      .run()
  );
}

/** The caller behind an `Authorization: Bearer` token, or null. */
export async function callerOfToken(s: Pick<Ground, 'store' | 'now'>, token: string): Promise<Caller | null> {
  const secret = token.startsWith(PREFIX) ? token.slice(PREFIX.length) : null;
  if (!looksLikeSecret(secret)) return null;
  const row = await s.store.q
    .select()
    .from(apiToken)
    .where(and(eq(apiToken.hash, hashSecret(secret)), isNull(apiToken.revokedAt)))
    .get();
  const who = row && (await activeAccount(s, row.accountId));
  if (!row || !who) return null;
  const now = s.now();
  if (!row.lastUsedAt || now.getTime() - Date.parse(row.lastUsedAt) > USE_PRECISION_MS) {
    await s.store.tx((q) =>
      q
        .update(apiToken)
        .set({ lastUsedAt: now.toISOString() })
        .where(and(eq(apiToken.communityId, row.communityId), eq(apiToken.id, row.id)))
        .run()
    );
  }
  return callerOf(who, null);
}
