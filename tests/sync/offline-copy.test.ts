import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { offlineCopy, type OfflineCopy } from '$lib/sync/offline-copy';

let factory: IDBFactory;
beforeEach(() => {
  factory = new IDBFactory();
  vi.stubGlobal('indexedDB', factory);
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
  vi.stubGlobal('navigator', { onLine: true });
});
afterEach(() => vi.unstubAllGlobals());

const text = (doc: Y.Doc) => doc.getText('words');
async function kept(copy: OfflineCopy) {
  while (copy.kept() !== true) await new Promise((resolve) => setImmediate(resolve));
}

async function opened(name = 'stoolside/a', changed = () => {}) {
  const doc = new Y.Doc();
  const copy = offlineCopy(doc, name, changed);
  const { waiting } = await copy.loaded;
  return { doc, copy, waiting };
}

describe('the copy on this tablet', () => {
  it('brings every word and what waits back after the page is gone', async () => {
    const first = await opened();
    text(first.doc).insert(0, '楼道灯坏了');
    first.copy.remember(['entries/a']);
    await kept(first.copy);
    // The page is killed: nothing is closed.
    const second = await opened();
    expect(text(second.doc).toString()).toBe('楼道灯坏了');
    expect(second.waiting).toEqual(['entries/a']);
    expect(second.doc.clientID).not.toBe(first.doc.clientID);
  });

  it('is not called kept before its transaction is complete', async () => {
    const { doc, copy } = await opened();
    text(doc).insert(0, '一');
    expect(copy.kept()).toBe(false);
    await kept(copy);
  });

  it('keeps two meetings apart', async () => {
    const one = await opened('stoolside/one');
    const two = await opened('stoolside/two');
    text(one.doc).insert(0, '一');
    text(two.doc).insert(0, '二');
    await Promise.all([kept(one.copy), kept(two.copy)]);
    expect(text((await opened('stoolside/one')).doc).toString()).toBe('一');
    expect(text((await opened('stoolside/two')).doc).toString()).toBe('二');
  });

  it('holds two pages of the same meeting, each with its own words', async () => {
    const [one, two] = [await opened(), await opened()];
    text(one.doc).insert(0, '甲');
    text(two.doc).insert(0, '乙');
    await Promise.all([kept(one.copy), kept(two.copy)]);
    const after = text((await opened()).doc).toString();
    expect([...after].sort()).toEqual(['乙', '甲']);
  });

  it('stays small over a long meeting and loses nothing by it', async () => {
    const { doc, copy } = await opened();
    let expected = '';
    for (let n = 0; n < 450; n++) {
      text(doc).insert(text(doc).length, `${n},`);
      expected += `${n},`;
      await kept(copy);
    }
    await copy.close();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = factory.open('stoolside/a');
      request.onsuccess = () => resolve(request.result as unknown as IDBDatabase);
    });
    const rows = await new Promise<number>((resolve) => {
      const request = database.transaction('updates').objectStore('updates').count();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    expect(rows).toBeLessThan(250);
    expect(text((await opened()).doc).toString()).toBe(expected);
  });

  it('writes what is queued before it closes', async () => {
    const { doc, copy } = await opened();
    text(doc).insert(0, '最后一句');
    await copy.close();
    expect(text((await opened()).doc).toString()).toBe('最后一句');
  });

  it('takes in what is written before it has opened, also when the page goes at once', async () => {
    const doc = new Y.Doc();
    const copy = offlineCopy(doc, 'stoolside/a', () => {});
    text(doc).insert(0, '一开门就说');
    copy.remember(['entries/a']);
    await copy.close();
    const after = await opened();
    expect(text(after.doc).toString()).toBe('一开门就说');
    expect(after.waiting).toEqual(['entries/a']);
  });

  it('gives back what was written, however it was written and reopened', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.string({ maxLength: 4 }), { maxLength: 6 }), { maxLength: 4 }),
        async (pages) => {
          vi.stubGlobal('indexedDB', new IDBFactory());
          let expected = '';
          for (const words of pages) {
            const { doc, copy } = await opened();
            expect(text(doc).toString()).toBe(expected);
            for (const word of words) text(doc).insert(text(doc).length, word);
            expected += words.join('');
            await kept(copy);
          }
          expect(text((await opened()).doc).toString()).toBe(expected);
        }
      ),
      { numRuns: 25 }
    );
  });
});

describe('a tablet that cannot keep', () => {
  it('says so at once where there is no database, and lets the meeting go on', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { doc, copy, waiting } = await opened();
    expect(waiting).toEqual([]);
    expect(copy.kept()).toBe('failed');
    text(doc).insert(0, '照样能写');
    expect(copy.kept()).toBe('failed');
    await copy.close();
  });

  it('is not held up by a database that never opens', async () => {
    vi.useFakeTimers();
    try {
      vi.stubGlobal('indexedDB', { open: () => ({}) });
      const doc = new Y.Doc();
      const copy = offlineCopy(doc, 'stoolside/a', () => {});
      await vi.advanceTimersByTimeAsync(5_000);
      expect((await copy.loaded).waiting).toEqual([]);
      expect(copy.kept()).toBe('failed');
      await copy.close();
    } finally {
      vi.useRealTimers();
    }
  });

  it('says so when a write fails, keeps the words, and writes them once it can', async () => {
    const { doc, copy } = await opened();
    await kept(copy);
    const { IDBObjectStore } = await import('fake-indexeddb');
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      text(doc).insert(0, '满了也不丢');
      await vi.waitFor(() => expect(copy.kept()).toBe('failed'));
      text(doc).insert(0, '还在写：');
      full.mockRestore();
      await vi.advanceTimersByTimeAsync(3_500);
    } finally {
      vi.useRealTimers();
    }
    await kept(copy);
    expect(text((await opened()).doc).toString()).toBe('还在写：满了也不丢');
  });
});
