import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { refused } from '$lib/domain/refusal';
import { createSessions, setPin, signIn, signInByPin } from '../../../server/identity';
import { account } from '../../../server/identity/tables';
import { ACCOUNT, DEMO_PASSWORD } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';

// What a watcher with a stopwatch could see is the hash: as many of them, at the same cost, whoever is named.
const checked = vi.hoisted(() => vi.fn<(hash: string) => void>());
let running = 0;
let most = 0;
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  const verify = async (hash: string, password: string) => {
    checked(hash);
    most = Math.max(most, ++running);
    return await real.verify(hash, password).finally(() => running--);
  };
  return { ...real, verify };
});
beforeEach(() => {
  checked.mockClear();
  most = 0;
});

const costOf = (hash: string) => hash.split('$').slice(0, 4).join('$');

async function ground() {
  const made = await makeGround();
  return { ...made, sessions: createSessions(made) };
}

describe('the work done for a name', () => {
  it('is the same whether it is known, unknown or put to rest', async () => {
    const s = await ground();
    await s.store.tx((q) =>
      q.update(account).set({ disabledAt: s.now().toISOString() }).where(eq(account.id, ACCOUNT.secretary!)).run()
    );
    for (const [n, username] of ['staff', 'nobody at all', 'secretary', ''].entries())
      expect(await signIn(s, { username, password: 'not this one', deviceId: `device ${n}` })).toEqual({
        refused: 'sign-in/wrong'
      });
    expect(checked).toHaveBeenCalledTimes(4);
    expect(new Set(checked.mock.calls.map(([hash]) => costOf(hash))).size).toBe(1);
    expect(costOf(checked.mock.calls[0]![0])).toMatch(/^\$argon2id\$/);
  });

  it('is the same for a PIN that was never set', async () => {
    const s = await ground();
    for (const username of ['staff', 'nobody at all'])
      expect(await signInByPin(s, { username, pin: '4827', deviceId: 'tablet' })).toEqual({ refused: 'pin/wrong' });
    expect(checked).toHaveBeenCalledTimes(2);
  });

  it('is none at all while a name is slowed: guesses cost the server nothing', async () => {
    const s = await ground();
    for (let n = 0; n < 20; n++) await signIn(s, { username: 'staff', password: 'a guess', deviceId: `device ${n}` });
    expect(checked.mock.calls.length).toBeLessThanOrEqual(5);
  });

  it('is bounded when names and devices are made up by the hundred; who is known here is let in all the same', async () => {
    const s = await ground();
    const come = () => signIn(s, { username: 'staff', password: DEMO_PASSWORD, deviceId: 'tablet' });
    expect(refused(await come())).toBe(false);
    await setPin(s, caller('staff', { deviceId: 'tablet' }), '4827');
    checked.mockClear();

    const flood = Array.from({ length: 100 }, (_, n) =>
      n % 2
        ? signIn(s, { username: `name ${n}`, password: 'x', deviceId: `device ${n}` })
        : signInByPin(s, { username: `name ${n}`, pin: '4827', deviceId: `device ${n}` })
    );
    const known = [come(), signInByPin(s, { username: 'staff', pin: '4827', deviceId: 'tablet' })];
    const said = (await Promise.all(flood)).map((one) => (refused(one) ? one.refused : 'in'));
    expect(new Set(said)).toEqual(new Set(['server/busy', 'sign-in/wrong', 'pin/wrong']));
    expect((await Promise.all(known)).map(refused)).toEqual([false, false]);
    expect(checked).toHaveBeenCalledTimes(said.filter((one) => one !== 'server/busy').length + known.length);
    expect(most).toBe(2);
    expect(await signIn(s, { username: 'name', password: 'x', deviceId: 'later' })).toEqual({
      refused: 'sign-in/wrong'
    });
  });
});
