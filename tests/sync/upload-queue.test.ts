import { randomUUID } from 'node:crypto';
import { IDBFactory, IDBObjectStore as FDBObjectStore } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createUploadQueue } from '$lib/sync/upload-queue';
import { bytesOf, FAULTS, one, problem, server, settled, tablet, until, turn } from './support/upload-server';

afterEach(() => vi.unstubAllGlobals());

describe('what waits on a tablet', () => {
  it('arrives whole, once, byte for byte, whatever befalls the network and the page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 700_000 }), { minLength: 1, maxLength: 3 }),
        fc.array(fc.oneof(fc.constantFrom(...FAULTS), fc.constant('none' as const)), { maxLength: 15 }),
        fc.array(fc.nat(6), { maxLength: 4 }),
        async (lengths, faults, kills) => {
          const to = server();
          const at = tablet(to);
          to.faults = [...faults];
          let page = at.page();
          for (const [n, length] of lengths.entries()) expect(await page.add(one(n, length))).toBe('kept');
          for (const turns of kills) {
            for (let n = 0; n < turns; n++) await turn();
            at.kill();
            page = at.page();
          }
          for (let tries = 0; tries < 60 && (await settled(page, to)).length; tries++) {
            at.pass(600_000);
            page.retry();
          }
          expect(page.list()).toEqual([]);
          for (const [n, length] of lengths.entries()) {
            const got = to.files.get(`file-${n}`)!;
            expect(got.complete).toBe(true);
            expect(Buffer.from(got.bytes).equals(bytesOf(n, length))).toBe(true);
          }
          expect(to.completed.sort()).toEqual(lengths.map((_, n) => `file-${n}`));
          // And nothing is left on the disk.
          at.kill();
          const next = at.page();
          expect(await settled(next, to)).toEqual([]);
          at.kill();
        }
      ),
      { numRuns: 60 }
    );
  });

  it('is removed only after the server has said that it keeps it', async () => {
    const to = server();
    const at = tablet(to);
    to.faults = ['answer lost'];
    const page = at.page();
    await page.add(one(1));
    await until(() => to.completed.length === 1);
    expect(await settled(page, to)).toHaveLength(1);
    expect(Buffer.from(await (await page.blob('file-1'))!.arrayBuffer()).equals(bytesOf(1, 1000))).toBe(true);
    page.retry();
    expect(await settled(page, to)).toEqual([]);
    expect(await page.blob('file-1')).toBeNull();
  });

  it('that the server will never take stays, says why, and lets the others by', async () => {
    const to = server();
    const at = tablet(to);
    to.refuse = (id) => (id === 'file-1' ? problem(415, 'upload:unfit') : null);
    const page = at.page();
    await page.add(one(1));
    await page.add(one(2));
    await until(() => to.completed.includes('file-2'));
    expect(await settled(page, to)).toMatchObject([{ id: 'file-1', state: 'refused', refusedBecause: 'upload/unfit' }]);
    at.kill();
    const next = at.page();
    await until(() => next.list().length === 1);
    expect(next.list()).toMatchObject([{ id: 'file-1', state: 'refused', kept: true }]);
    expect(await next.blob('file-1')).not.toBeNull();
    to.refuse = null;
    await next.again();
    expect(await settled(next, to)).toEqual([]);
    expect(to.completed).toContain('file-1');
  });

  it('of a meeting that the server does not know yet waits alone, and goes up once it is there', async () => {
    const to = server();
    const at = tablet(to);
    to.refuse = (id) => (id === 'file-1' ? problem(404, 'meeting:absent') : null);
    const page = at.page();
    await page.add(one(1));
    await page.add(one(2));
    await until(() => to.completed.includes('file-2'));
    expect(await settled(page, to)).toMatchObject([{ id: 'file-1', state: 'waiting' }]);
    to.refuse = null;
    page.retry();
    expect(await settled(page, to)).toEqual([]);
  });

  it('is never given up for what somebody other than our server says', async () => {
    const to = server();
    const at = tablet(to);
    const page = at.page();
    to.refuse = () => new Response('<h1>Forbidden</h1>', { status: 403 });
    await page.add(one(1));
    expect(await settled(page, to)).toMatchObject([{ state: 'waiting' }]);
    to.refuse = () => problem(404, 'page:absent');
    page.retry();
    expect(await settled(page, to)).toMatchObject([{ state: 'waiting' }]);
  });

  it('is dropped when somebody says so', async () => {
    const to = server();
    to.faults = ['cut before'];
    const at = tablet(to);
    const page = at.page();
    await page.add(one(1));
    await settled(page, to);
    await page.drop('file-1');
    page.retry();
    expect(await settled(page, to)).toEqual([]);
    expect(to.files.size).toBe(0);
  });

  it('keeps when and of what it was taken, and whose it is', async () => {
    const to = server();
    to.faults = ['cut before'];
    const at = tablet(to);
    await at.page().add(one(1, 10, { entryId: 'line', accountId: 'li' }));
    at.kill();
    const next = at.page();
    await until(() => next.list().length === 1);
    expect(next.list()).toMatchObject([
      {
        takenAt: '2026-11-23T10:00:01Z',
        entryId: 'line',
        issueId: null,
        accountId: 'li',
        type: 'image/jpeg',
        length: 10
      }
    ]);
  });
});

describe('a tablet that cannot keep', () => {
  it.each<[string, IDBFactory | null]>([
    ['has no database', null],
    [
      'may not open it',
      {
        open: () => {
          throw new DOMException('no', 'SecurityError');
        }
      } as unknown as IDBFactory
    ]
  ])('%s: says so, and sends while the page is open', async (_, factory) => {
    const to = server();
    to.refuse = () => problem(503, 'server:busy');
    vi.stubGlobal('indexedDB', undefined);
    const page = tablet(to, factory).page();
    expect(await page.add(one(1))).toBe('not-kept');
    expect(await settled(page, to)).toMatchObject([{ id: 'file-1', kept: false }]);
    expect(await page.blob('file-1')).not.toBeNull();
    to.refuse = null;
    page.retry();
    expect(await settled(page, to)).toEqual([]);
    expect(to.completed).toEqual(['file-1']);
  });

  it('whose disk is full says so, and keeps it as soon as there is room', async () => {
    const to = server();
    const factory = new IDBFactory();
    const at = tablet(to, factory);
    to.refuse = () => problem(503, 'server:busy');
    const page = at.page();
    await settled(page, to);
    const full = vi.spyOn(FDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await page.add(one(1))).toBe('not-kept');
    full.mockRestore();
    page.retry();
    await until(() => page.list()[0]?.kept === true);
    at.kill();
    to.refuse = null;
    const next = at.page();
    await until(() => to.completed.length === 1);
    expect(await settled(next, to)).toEqual([]);
  });
});

describe('a recording', () => {
  it('that is still going on is not sent, and its whole takes the place of what was held', async () => {
    const to = server();
    const at = tablet(to);
    const page = at.page();
    await page.hold(one(1, 100, { kind: 'voice' }));
    page.retry();
    expect(await settled(page, to)).toMatchObject([{ state: 'recording' }]);
    expect(to.files.size).toBe(0);
    await page.add(one(1, 300, { kind: 'voice' }));
    expect(await settled(page, to)).toEqual([]);
    expect(to.files.get('file-1')!.bytes).toHaveLength(300);
  });

  it('whose page died goes up as far as it had come', async () => {
    const to = server();
    const at = tablet(to);
    await at.page().hold(one(1, 100, { kind: 'voice' }));
    at.kill();
    const next = at.page();
    expect(await settled(next, to)).toMatchObject([{ state: 'recording' }]);
    at.pass(31_000);
    next.retry();
    expect(await settled(next, to)).toEqual([]);
    expect(to.files.get('file-1')!.bytes).toHaveLength(100);
  });
});

describe('several pages of one tablet', () => {
  it('see the same list, and one of them sends', async () => {
    const to = server();
    const factory = new IDBFactory();
    let held = false;
    const locks = {
      async request(_name: string, _options: LockOptions, work: (lock: Lock | null) => Promise<unknown>) {
        if (held) return await work(null);
        held = true;
        try {
          return await work({} as Lock);
        } finally {
          held = false;
        }
      }
    } as unknown as Pick<LockManager, 'request'>;
    const given = { indexedDB: factory, fetch: to.fetch, locks, timer: () => () => {} };
    // A name of its own: the tests beside this one have pages too.
    const name = randomUUID();
    const page = () => createUploadQueue({ ...given, channel: new BroadcastChannel(name) });
    const [first, second] = [page(), page()];
    await Promise.all([0, 1, 2, 3].map((n) => (n % 2 ? first : second).add(one(n))));
    for (let tries = 0; tries < 20 && [...(await settled(first, to)), ...(await settled(second, to))].length; tries++) {
      first.retry();
      second.retry();
    }
    expect(first.list()).toEqual([]);
    expect(second.list()).toEqual([]);
    expect(to.completed.sort()).toEqual(['file-0', 'file-1', 'file-2', 'file-3']);
    first.stop();
    second.stop();
  });
});
