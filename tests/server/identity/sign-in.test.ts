import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { refused, type Refusal } from '$lib/domain/refusal';
import { createSessions, hashPassword, newSecret, signIn } from '../../../server/identity';
import { account, accountDevice, session, signInFailure } from '../../../server/identity/tables';
import { ACCOUNT } from '../../../server/seed/fixtures';
import { makeGround, type TestGround } from '../../support/ground';

const PASSWORD = 'a long enough sentence';
// The same hash for each test: it costs real work.
const hash = hashPassword(PASSWORD);

async function ground() {
  const made = await makeGround();
  const s = { ...made, sessions: createSessions(made) };
  await s.store.tx(async (q) =>
    q
      .update(account)
      .set({ passwordHash: await hash })
      .run()
  );
  return s;
}
const tries = (s: Awaited<ReturnType<typeof ground>>) => ({
  with: (username: string, password: string, deviceId: string) => signIn(s, { username, password, deviceId })
});
const secondsOf = (result: object) => (refused(result) ? ((result as Refusal).with?.seconds as number | undefined) : 0);

describe('signing in', () => {
  it('gives a session that says who is asking, and keeps the token as a hash only', async () => {
    const s = await ground();
    const made = await tries(s).with(' facilitator ', PASSWORD, 'tablet');
    if (refused(made)) throw new Error(made.refused);
    const found = await s.sessions.validate(made.token);
    expect(found?.caller).toMatchObject({ username: 'facilitator', role: 'facilitator', deviceId: 'tablet' });
    const rows = await s.store.q.select().from(session).all();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(made.token);
  });

  it('never says whether the name or the password was wrong', async () => {
    const s = await ground();
    const wrong = await tries(s).with('staff', 'not this one', 'one');
    const unknown = await tries(s).with('nobody at all', 'not this one', 'two');
    expect(unknown).toEqual(wrong);
    expect(unknown).toEqual({ refused: 'sign-in/wrong' });
  });

  it('tells an account that is put to rest so only to who knows its password', async () => {
    const s = await ground();
    await s.store.tx((q) =>
      q.update(account).set({ disabledAt: s.now().toISOString() }).where(eq(account.id, ACCOUNT.staff!)).run()
    );
    expect(await tries(s).with('staff', 'wrong', 'one')).toEqual({ refused: 'sign-in/wrong' });
    expect(await tries(s).with('staff', PASSWORD, 'one')).toEqual({ refused: 'sign-in/disabled' });
  });
});

describe('guessing a password', () => {
  async function guess(s: TestGround & { sessions: ReturnType<typeof createSessions> }, name: string, device: string) {
    return signIn(s, { username: name, password: 'a guess', deviceId: device });
  }

  it('is slowed for the account whichever new device is used, more with each guess', async () => {
    const s = await ground();
    const waits: number[] = [];
    for (let n = 0; n < 12; n++) {
      const seconds = secondsOf(await guess(s, 'secretary', newSecret())) ?? 0;
      waits.push(seconds);
      if (seconds) s.wait(seconds * 1000);
    }
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    const slowed = waits.filter(Boolean);
    expect(slowed.length).toBeGreaterThan(2);
    expect(slowed).toEqual([...slowed].sort((a, b) => a - b));
    expect(Math.max(...slowed)).toBeLessThanOrEqual(900);
  });

  it('is slowed for the device whichever account is tried', async () => {
    const s = await ground();
    for (let n = 0; n < 5; n++) await guess(s, `name ${n}`, 'one device');
    expect(await guess(s, 'name 6', 'one device')).toMatchObject({ refused: 'sign-in/slowed' });
    // Another device at the same meeting, behind the same address, is not.
    expect(await guess(s, 'name 7', 'another device')).toEqual({ refused: 'sign-in/wrong' });
  });

  it('does not lock the owner out of a tablet where he has been', async () => {
    const s = await ground();
    expect(refused(await tries(s).with('staff', PASSWORD, 'his tablet'))).toBe(false);
    for (let n = 0; n < 8; n++) await guess(s, 'staff', newSecret());
    expect(await tries(s).with('staff', PASSWORD, 'a new one')).toMatchObject({ refused: 'sign-in/slowed' });
    expect(refused(await tries(s).with('staff', PASSWORD, 'his tablet'))).toBe(false);
  });

  it('nor out of one where he signed out, until he has long not been there', async () => {
    const s = await ground();
    const here = await tries(s).with('staff', PASSWORD, 'his tablet');
    if (refused(here)) throw new Error(here.refused);
    await s.sessions.end(here.token);
    const hammer = async () => {
      for (let n = 0; n < 8; n++) await guess(s, 'staff', newSecret());
    };
    await hammer();
    expect(refused(await tries(s).with('staff', PASSWORD, 'his tablet'))).toBe(false);
    expect(await tries(s).with('staff', PASSWORD, 'another')).toMatchObject({ refused: 'sign-in/slowed' });

    s.wait(181 * 24 * 3600_000);
    await hammer();
    expect(await tries(s).with('staff', PASSWORD, 'his tablet')).toMatchObject({ refused: 'sign-in/slowed' });
    s.wait(900_000);
    expect(refused(await tries(s).with('staff', PASSWORD, 'another'))).toBe(false);
    expect(await s.store.q.select({ device: accountDevice.deviceId }).from(accountDevice).all()).toEqual([
      { device: 'another' }
    ]);
  });

  it('on a tablet its owner is known on is slowed there too, for him alone', async () => {
    const s = await ground();
    for (const who of ['staff', 'facilitator']) await tries(s).with(who, PASSWORD, 'shared tablet');
    for (let n = 0; n < 5; n++) await guess(s, 'staff', 'shared tablet');
    expect(await tries(s).with('staff', PASSWORD, 'shared tablet')).toMatchObject({ refused: 'sign-in/slowed' });
    expect(refused(await tries(s).with('facilitator', PASSWORD, 'shared tablet'))).toBe(false);
  });

  it('counts a hundred guesses at once as a hundred', async () => {
    const s = await ground();
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => signIn(s, { username: 'nobody', password: 'x', deviceId: newSecret() }))
    );
    expect(answers.filter((one) => refused(one) && one.refused === 'sign-in/wrong').length).toBeLessThanOrEqual(5);
  });

  it('is forgotten after a quiet day, and leaves no row behind', async () => {
    const s = await ground();
    for (let n = 0; n < 7; n++) await guess(s, 'staff', 'one device');
    s.wait(25 * 3600_000);
    expect(refused(await tries(s).with('staff', PASSWORD, 'one device'))).toBe(false);
    // A wrong try elsewhere sweeps what is older than a day.
    await guess(s, 'somebody', 'elsewhere');
    const rows = await s.store.q.select().from(signInFailure).all();
    expect(rows.every((row) => Date.parse(row.lastAt) > s.now().getTime() - 24 * 3600_000)).toBe(true);
  });
});
