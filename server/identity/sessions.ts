import { eq, lt } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import type { Ground } from '../ground';
import { activeAccount, callerOf, type AccountRow } from './account';
import type { Caller } from './caller';
import { hashSecret, looksLikeSecret, newSecret } from './secret';
import { session } from './tables';

/** Who is signed in, as the server sees it. Lucia stands behind it and nowhere else. */
export interface Sessions {
  /** A new session; `token` goes into the cookie and is kept nowhere. */
  create(accountId: string, deviceId: string | null): Promise<{ token: string; expiresAt: Date }>;
  /** The caller behind a cookie's token; `renewed` is the new expiry when it has just been prolonged. */
  validate(token: string | undefined): Promise<{ caller: Caller; renewed: Date | null } | null>;
  end(token: string): Promise<void>;
  endAll(accountId: string): Promise<void>;
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ deviceId: string | null }, { account: AccountRow }>;
    DatabaseSessionAttributes: { communityId: string; deviceId: string | null };
    DatabaseUserAttributes: { account: AccountRow };
  }
}

/** A month without a visit ends a session; each visit in its second half prolongs it. */
const LASTS_DAYS = 30;

type Row = typeof session.$inferSelect;

function fromRow(row: Row): DatabaseSession {
  const { id, userId, communityId, deviceId, expiresAt } = row;
  return { id, userId, expiresAt: new Date(expiresAt * 1000), attributes: { communityId, deviceId } };
}

/**
 * Lucia's adapter over the Store. Its own drizzle adapter writes with the connection it is given, past the one queued
 * writer, so it cannot stand here.
 */
function adapter({ store, now }: Pick<Ground, 'store' | 'now'>): Adapter {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  return {
    async getSessionAndUser(id) {
      const row = await store.q.select().from(session).where(eq(session.id, id)).get();
      if (!row) return [null, null];
      const who = await activeAccount({ store }, row.userId);
      return [fromRow(row), who ? { id: who.id, attributes: { account: who } } : null];
    },
    async getUserSessions(userId) {
      const rows = await store.q.select().from(session).where(eq(session.userId, userId)).all();
      return rows.map(fromRow);
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      const { communityId, deviceId } = attributes;
      await store.tx((q) =>
        q
          .insert(session)
          .values({ id, userId, communityId, deviceId, expiresAt: seconds(expiresAt) })
          .run()
      );
    },
    async updateSessionExpiration(id, expiresAt) {
      await store.tx((q) =>
        q
          .update(session)
          .set({ expiresAt: seconds(expiresAt) })
          .where(eq(session.id, id))
          .run()
      );
    },
    async deleteSession(id) {
      await store.tx((q) => q.delete(session).where(eq(session.id, id)).run());
    },
    async deleteUserSessions(userId) {
      await store.tx((q) => q.delete(session).where(eq(session.userId, userId)).run());
    },
    async deleteExpiredSessions() {
      await store.tx((q) =>
        q
          .delete(session)
          .where(lt(session.expiresAt, seconds(now())))
          .run()
      );
    }
  };
}

export function createSessions(s: Pick<Ground, 'store' | 'now'>): Sessions {
  const lucia = new Lucia(adapter(s), {
    sessionExpiresIn: new TimeSpan(LASTS_DAYS, 'd'),
    getSessionAttributes: ({ deviceId }) => ({ deviceId }),
    getUserAttributes: ({ account }) => ({ account })
  });
  return {
    async create(accountId, deviceId) {
      const who = await activeAccount(s, accountId);
      if (!who) throw new Error('a session for an account that may not act');
      const token = newSecret();
      const made = await lucia.createSession(
        accountId,
        { communityId: who.communityId, deviceId },
        { sessionId: hashSecret(token) }
      );
      await lucia.deleteExpiredSessions();
      return { token, expiresAt: made.expiresAt };
    },
    async validate(token) {
      if (!looksLikeSecret(token)) return null;
      const id = hashSecret(token);
      const found = await lucia.validateSession(id);
      if (!found.session) return null;
      const { user, session: held } = found;
      // Whoever signed in without a device cookie is one device for as long as the session lasts.
      return { caller: callerOf(user.account, held.deviceId ?? id), renewed: held.fresh ? held.expiresAt : null };
    },
    async end(token) {
      if (looksLikeSecret(token)) await lucia.invalidateSession(hashSecret(token));
    },
    endAll: (accountId) => lucia.invalidateUserSessions(accountId)
  };
}
