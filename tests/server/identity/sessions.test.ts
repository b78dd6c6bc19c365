import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  authenticateUpgrade,
  createSessions,
  DEVICE_COOKIE,
  newSecret,
  SESSION_COOKIE
} from '../../../server/identity';
import { account, session } from '../../../server/identity/tables';
import { ACCOUNT } from '../../../server/seed/fixtures';
import { makeGround } from '../../support/ground';

const DAY_MS = 24 * 3600_000;

async function ground() {
  const made = await makeGround();
  return { ...made, sessions: createSessions(made) };
}

describe('a session', () => {
  it('ends when its person signs out, and that one only', async () => {
    const { sessions } = await ground();
    const here = await sessions.create(ACCOUNT.staff!, 'here');
    const there = await sessions.create(ACCOUNT.staff!, 'there');
    await sessions.end(here.token);
    expect(await sessions.validate(here.token)).toBeNull();
    expect((await sessions.validate(there.token))?.caller.username).toBe('staff');
    await sessions.endAll(ACCOUNT.staff!);
    expect(await sessions.validate(there.token)).toBeNull();
  });

  it('is for nobody once its account is put to rest', async () => {
    const s = await ground();
    const { token } = await s.sessions.create(ACCOUNT.staff!, 'here');
    await s.store.tx((q) =>
      q.update(account).set({ disabledAt: s.now().toISOString() }).where(eq(account.id, ACCOUNT.staff!)).run()
    );
    expect(await s.sessions.validate(token)).toBeNull();
    await expect(s.sessions.create(ACCOUNT.staff!, 'here')).rejects.toThrow();
  });

  it('that has run out opens nothing; one in its second half is prolonged', async () => {
    const s = await ground();
    const old = await s.sessions.create(ACCOUNT.staff!, 'old');
    const later = await s.sessions.create(ACCOUNT.staff!, 'later');
    const at = (ms: number) => Math.floor((Date.now() + ms) / 1000);
    const expire = async (device: string, seconds: number) =>
      s.store.tx((q) => q.update(session).set({ expiresAt: seconds }).where(eq(session.deviceId, device)).run());
    await expire('old', at(-1000));
    await expire('later', at(3 * DAY_MS));
    expect(await s.sessions.validate(old.token)).toBeNull();
    const renewed = (await s.sessions.validate(later.token))?.renewed;
    expect(renewed?.getTime()).toBeGreaterThan(Date.now() + 29 * DAY_MS);
    expect((await s.sessions.validate(later.token))?.renewed).toBeNull();
  });

  it.each([undefined, '', 'short', 'x'.repeat(43) + '\n', "' OR 1=1 --", 'ü'.repeat(43)])(
    'is not found by %j',
    async (token) => {
      const { sessions } = await ground();
      expect(await sessions.validate(token)).toBeNull();
    }
  );

  it('is not opened by what stands in the database', async () => {
    const s = await ground();
    await s.sessions.create(ACCOUNT.staff!, 'here');
    const [row] = await s.store.q.select().from(session).all();
    expect(await s.sessions.validate(row!.id)).toBeNull();
  });
});

describe('a socket that is opened', () => {
  it('belongs to the cookies’ person on the cookies’ device, and to nobody without them', async () => {
    const s = await ground();
    const authenticate = authenticateUpgrade(s);
    const device = newSecret();
    const { token } = await s.sessions.create(ACCOUNT.facilitator!, 'device at sign-in');
    const asked = (cookie: string) => ({ headers: { cookie } }) as never;
    const found = await authenticate(asked(`${SESSION_COOKIE}=${token}; ${DEVICE_COOKIE}=${device}`));
    expect(found).toMatchObject({ username: 'facilitator' });
    expect(found?.deviceId).toMatch(/^[0-9a-f]{64}$/);
    expect(found?.deviceId).not.toContain(device);
    for (const cookie of [
      '',
      `${DEVICE_COOKIE}=${device}`,
      `${SESSION_COOKIE}=${newSecret()}`,
      'stool_session=%E0%A4%A'
    ])
      expect(await authenticate(asked(cookie))).toBeNull();
  });
});
