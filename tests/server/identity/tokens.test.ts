import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { callerOfToken, createToken, listTokens, newSecret, revokeToken } from '../../../server/identity';
import { account, apiToken } from '../../../server/identity/tables';
import { ACCOUNT } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';

const staff = caller('staff');

describe('a token for programs', () => {
  it('is shown once, kept as a hash, and acts as its maker on no device', async () => {
    const s = await makeGround();
    const { id, token } = await createToken(s, staff, { name: '街道数据平台' });
    expect(token).toMatch(/^stl_[A-Za-z0-9_-]{43}$/);
    const rows = await s.store.q.select().from(apiToken).all();
    expect(JSON.stringify(rows)).not.toContain(token.slice(4));
    expect(await callerOfToken(s, token)).toMatchObject({ username: 'staff', role: staff.role, deviceId: null });
    expect(await listTokens(s, staff)).toMatchObject([{ id, name: '街道数据平台' }]);
    expect(Object.keys((await listTokens(s, staff))[0]!)).not.toContain('hash');
  });

  it('opens nothing once revoked; nobody else can revoke it or see it', async () => {
    const s = await makeGround();
    const { id, token } = await createToken(s, staff, { name: '一' });
    await revokeToken(s, caller('admin'), id);
    await revokeToken(s, caller('staff', { communityId: 'another' }), id);
    expect(await callerOfToken(s, token)).not.toBeNull();
    expect(await listTokens(s, caller('admin'))).toEqual([]);
    await revokeToken(s, staff, id);
    expect(await callerOfToken(s, token)).toBeNull();
    expect(await listTokens(s, staff)).toEqual([]);
  });

  it('dies with its account', async () => {
    const s = await makeGround();
    const { token } = await createToken(s, staff, { name: '一' });
    await s.store.tx((q) =>
      q.update(account).set({ disabledAt: s.now().toISOString() }).where(eq(account.id, ACCOUNT.staff!)).run()
    );
    expect(await callerOfToken(s, token)).toBeNull();
  });

  it('remembers when it was last used, to the hour', async () => {
    const s = await makeGround();
    const { token } = await createToken(s, staff, { name: '一' });
    const lastUsed = async () => (await listTokens(s, staff))[0]!.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await callerOfToken(s, token);
    const first = await lastUsed();
    s.wait(10 * 60_000);
    await callerOfToken(s, token);
    expect(await lastUsed()).toBe(first);
    s.wait(60 * 60_000);
    await callerOfToken(s, token);
    expect(await lastUsed()).toBe(s.now().toISOString());
  });

  it.each(['', 'stl_', `stl_${'x'.repeat(42)}`, newSecret(), `STL_${newSecret()}`, `stl_${newSecret()}`])(
    'is not %j',
    async (token) => {
      const s = await makeGround();
      await createToken(s, staff, { name: '一' });
      expect(await callerOfToken(s, token)).toBeNull();
    }
  );
});
