import fc from 'fast-check';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  forgetLock,
  readLock,
  readTries,
  takeNext,
  writeLock,
  writeNext,
  writeTries
} from '$lib/features/offline/lock/lock-store';
import { letIn, mayShow } from '$lib/features/offline/lock/open-pages';
import { afterWrong, FREE_TRIES, NO_TRIES, waitOf } from '$lib/features/offline/lock/tries';
import { makeLock, opens } from '$lib/features/offline/lock/verifier';

const who = { username: 'lin', name: '林小满' };
const ROUNDS = 10;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

function afterTries(count: number, now: number) {
  let tries = NO_TRIES;
  for (let each = 0; each < count; each += 1) tries = afterWrong(tries, now);
  return tries;
}

describe('wrong tries', () => {
  it('are free four times, then wait 30 s, 1, 2, 4, 8 and never more than 10 minutes', () => {
    const waits = [4, 5, 6, 7, 8, 9, 10, 400].map((count) => waitOf(afterTries(count, 1_000), 1_000) / 1_000);
    expect(waits).toEqual([0, 30, 60, 120, 240, 480, 600, 600]);
  });

  it('never make a shorter wait by being more, and no clock makes one longer than ten minutes', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(2 ** 41), fc.integer({ min: -(2 ** 41), max: 2 ** 41 }), (count, now, shift) => {
        const tries = afterTries(count, now);
        expect(waitOf(afterWrong(tries, now), now)).toBeGreaterThanOrEqual(waitOf(tries, now));
        expect(waitOf(tries, now + shift)).toBeGreaterThanOrEqual(0);
        expect(waitOf(tries, now + shift)).toBeLessThanOrEqual(600_000);
        expect(waitOf(tries, now) > 0).toBe(count >= FREE_TRIES);
      })
    );
  });
});

describe('what is kept of a PIN', () => {
  it('knows that PIN and no other, and does not hold it', async () => {
    const lock = await makeLock(who, '4827', ROUNDS);
    expect(await opens(lock, '4827')).toBe(true);
    for (const other of ['4828', '', '04827', '48270']) expect(await opens(lock, other)).toBe(false);
    expect((await makeLock(who, '4827', ROUNDS)).hash).not.toEqual(lock.hash);
  });

  it('counts only once the server has taken it, and only for the person who gave it', async () => {
    await writeNext(await makeLock(who, '4827', ROUNDS));
    expect(await readLock()).toBeUndefined();
    expect(await takeNext('somebody-else')).toBe(false);
    expect(await readLock()).toBeUndefined();
    await writeNext(await makeLock(who, '4827', ROUNDS));
    expect(await takeNext('lin')).toBe(true);
    expect(await readLock()).toMatchObject(who);
  });

  it('goes with its wrong tries when it is forgotten', async () => {
    await writeLock(await makeLock(who, '4827', ROUNDS));
    await writeTries(afterTries(6, 1));
    await forgetLock();
    expect([await readLock(), await readTries()]).toEqual([undefined, NO_TRIES]);
  });
});

describe('kept pages', () => {
  it('are shown to anybody where no PIN is set', async () => {
    expect(await mayShow([])).toBe(true);
    expect(await mayShow(['a'], 'a')).toBe(true);
  });

  it('are shown only beside a living page that was let in, and their data to that page alone', async () => {
    await writeLock(await makeLock(who, '4827', ROUNDS));
    expect(await mayShow(['a'])).toBe(false);
    await letIn('a', ['a', 'b']);
    expect(await mayShow(['a', 'b'])).toBe(true);
    expect(await mayShow(['b'])).toBe(false);
    expect(await mayShow(['a', 'b'], 'a')).toBe(true);
    expect(await mayShow(['a', 'b'], 'b')).toBe(false);
  });

  it('forget pages that are gone', async () => {
    await writeLock(await makeLock(who, '4827', ROUNDS));
    await letIn('a', ['a']);
    await letIn('b', ['b']);
    expect(await mayShow(['a'])).toBe(false);
  });
});
