import { IDBFactory, IDBObjectStore as FDBObjectStore } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bytesOf, one, problem, server, settled, tablet, turn, until } from './support/upload-server';

afterEach(() => void vi.restoreAllMocks());

const voice = (length: number) => one(1, length, { kind: 'voice' });

describe('a recording whose page slept', () => {
  it('goes up whole, also where another page had sent what there was of it', async () => {
    const to = server();
    const at = tablet(to);
    const recording = at.page();
    await recording.hold(voice(100));
    at.pass(31_000);
    const other = at.page();
    await until(() => to.completed.length === 1);
    expect(await settled(other, to)).toEqual([]);
    await recording.add(voice(300));
    await settled(recording, to);
    recording.retry();
    expect(await settled(recording, to)).toEqual([]);
    const whole = [...to.files.values()].filter(({ bytes }) => Buffer.from(bytes).equals(bytesOf(1, 300)));
    expect(whole).toMatchObject([{ complete: true }]);
  });

  it('goes up whole, also where another page was half through with what there was of it', async () => {
    const to = server();
    const at = tablet(to);
    const recording = at.page();
    await recording.hold(voice(100));
    at.pass(31_000);
    to.faults = ['half'];
    const other = at.page();
    await until(() => to.files.size === 1);
    await settled(other, to);
    await recording.add(voice(300));
    for (let tries = 0; tries < 5; tries++) {
      at.pass(600_000);
      recording.retry();
      await settled(recording, to);
    }
    expect(recording.list()).toEqual([]);
    const whole = [...to.files.values()].filter(({ bytes }) => Buffer.from(bytes).equals(bytesOf(1, 300)));
    expect(whole).toMatchObject([{ complete: true }]);
  });

  it('stays when another page, done with a part of it, forgets what it has sent', async () => {
    const to = server();
    const at = tablet(to);
    const page = at.page();
    await page.hold(voice(100));
    at.pass(31_000);
    let answer = () => {};
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const other = at.page(async (...asked) => {
      const given = await to.fetch(...asked);
      await slow;
      return given;
    });
    await until(() => to.completed.length === 1);
    // The other page is about to hear that the server has the whole of what it sent.
    to.refuse = () => problem(503, 'server:busy');
    await page.add(voice(300));
    await settled(page, to);
    answer();
    await until(() => other.list()[0]?.length === 300);
    at.kill();
    to.refuse = null;
    const next = at.page();
    await until(() => to.completed.length === 2);
    expect(await settled(next, to)).toEqual([]);
    expect([...to.files.values()].map(({ bytes }) => bytes.length)).toEqual([100, 300]);
  });

  it('is not taken for dead by its own page', async () => {
    const to = server();
    const at = tablet(to);
    const page = at.page();
    await page.hold(voice(100));
    at.pass(31_000);
    page.retry();
    expect(await settled(page, to)).toMatchObject([{ state: 'recording' }]);
    expect(to.files.size).toBe(0);
  });

  it('that was cancelled does not come back by what was still being written of it', async () => {
    const to = server();
    const at = tablet(to);
    const page = at.page();
    await page.hold(voice(100));
    const late = page.hold(voice(200));
    await page.drop('file-1');
    await late;
    at.kill();
    at.pass(31_000);
    const next = at.page();
    expect(await settled(next, to)).toEqual([]);
    expect(to.files.size).toBe(0);
  });
});

describe('a tablet whose disk fills up while something waits', () => {
  it('asks once about a file that is refused, and says so', async () => {
    const to = server();
    const at = tablet(to);
    to.faults = ['cut before'];
    const page = at.page();
    await page.add(one(1));
    await settled(page, to);
    to.refuse = () => problem(415, 'upload:unfit');
    vi.spyOn(FDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    page.retry();
    for (let turns = 0; turns < 300; turns++) await turn();
    const patches = to.asked.filter((asked) => asked.startsWith('PATCH')).length;
    page.stop();
    expect(patches).toBeLessThanOrEqual(2);
    expect(page.list()).toMatchObject([{ state: 'refused', refusedBecause: 'upload/unfit' }]);
  });
});

describe('a database that opens late', () => {
  it('is taken into use when it does', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const factory = new IDBFactory();
      const to = server();
      to.faults = ['cut before'];
      const first = tablet(to, factory);
      await first.page().add(one(1));
      first.kill();
      let open = () => {};
      const slow = {
        open(name: string, version: number) {
          const asked = {} as IDBOpenDBRequest;
          open = () => {
            const real = factory.open(name, version);
            real.onsuccess = (event) => {
              Object.assign(asked, { result: real.result });
              asked.onsuccess?.call(asked, event);
            };
          };
          return asked;
        }
      } as unknown as IDBFactory;
      const page = tablet(to, slow).page();
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await page.add(one(2))).toBe('not-kept');
      to.refuse = () => problem(503, 'server:busy');
      open();
      await until(() => page.list().length === 2);
      page.retry();
      await until(() => page.list().every(({ kept }) => kept));
      page.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});
