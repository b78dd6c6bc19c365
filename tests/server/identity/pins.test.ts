import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { isPin, PIN_TRIES } from '$lib/domain/identity/pin';
import { refused } from '$lib/domain/refusal';
import { createSessions, dropPin, hasPin, setPin, signInByPin } from '../../../server/identity';
import { account, devicePin } from '../../../server/identity/tables';
import { ACCOUNT } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';

const PIN = '4827';
const wang = caller('facilitator', { deviceId: 'tablet' });

async function ground() {
  const made = await makeGround();
  const s = { ...made, sessions: createSessions(made) };
  await setPin(s, wang, PIN);
  const by = (pin: string, deviceId = 'tablet', username = 'facilitator') =>
    signInByPin(s, { username, pin, deviceId });
  return { s, by };
}

describe('what may be a PIN', () => {
  it.each(['4827', '902817', '13579246'])('%s', (text) => expect(isPin(text)).toBe(true));
  it.each(['', '123', '1234', '98765', '1111', '000000', '123456789', '12a4', ' 4827', '٤٨٢٧'])('%j not', (text) =>
    expect(isPin(text)).toBe(false)
  );
});

describe('a PIN of one person on one device', () => {
  it('opens a session there, and is kept as a hash', async () => {
    const { s, by } = await ground();
    const made = await by(PIN);
    if (refused(made)) throw new Error(made.refused);
    expect((await s.sessions.validate(made.token))?.caller).toMatchObject({
      username: 'facilitator',
      deviceId: 'tablet'
    });
    expect(JSON.stringify(await s.store.q.select().from(devicePin).all())).not.toContain(PIN);
  });

  it('opens nothing on another device, for another person, or in the place of one that was never set', async () => {
    const { s, by } = await ground();
    const no = { refused: 'pin/wrong' };
    expect(await by(PIN, 'another tablet')).toEqual(no);
    expect(await by(PIN, 'tablet', 'staff')).toEqual(no);
    expect(await by(PIN, 'tablet', 'nobody')).toEqual(no);
    expect(await setPin(s, caller('staff', { deviceId: null }), PIN)).toEqual({ refused: 'pin/unfit' });
    expect(await setPin(s, wang, '1234')).toEqual({ refused: 'pin/unfit' });
  });

  it('is gone after some wrong tries, also when they come at once, and says so', async () => {
    const { s, by } = await ground();
    const answers = await Promise.all(Array.from({ length: PIN_TRIES + 3 }, () => by('0007')));
    expect(answers.filter((one) => refused(one) && one.refused === 'pin/spent')).toHaveLength(1);
    expect(await hasPin(s, wang)).toBe(false);
    expect(await by(PIN)).toEqual({ refused: 'pin/wrong' });
  });

  it('forgets the wrong tries once it was right', async () => {
    const { by } = await ground();
    for (let round = 0; round < 3; round++) {
      for (let n = 1; n < PIN_TRIES; n++) expect(await by('0007')).toEqual({ refused: 'pin/wrong' });
      expect(refused(await by(PIN))).toBe(false);
    }
  });

  it('ends with its account, and when its person drops it', async () => {
    const { s, by } = await ground();
    await s.store.tx((q) =>
      q.update(account).set({ disabledAt: s.now().toISOString() }).where(eq(account.id, ACCOUNT.facilitator!)).run()
    );
    expect(await by(PIN)).toEqual({ refused: 'sign-in/disabled' });
    await dropPin(s, wang);
    expect(await hasPin(s, wang)).toBe(false);
  });
});
