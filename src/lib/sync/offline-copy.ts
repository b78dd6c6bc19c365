import * as Y from 'yjs';

const UPDATES = 'updates';
const NOTES = 'notes';
/** A browser whose database never opens must not keep anybody from the meeting. */
const OPEN_MS = 4_000;
const RETRY_MS = 3_000;
/** So many rows are made one. */
const COMPACT_ROWS = 200;

export type Kept = boolean | 'failed';

export interface Loaded {
  /** Records that the server had not confirmed. */
  waiting: string[];
  /** What the server gave this tablet to prove which device it is, should it lose its cookie. */
  proofs: string[];
}
const nothing = (): Loaded => ({ waiting: [], proofs: [] });
const MOST_PROOFS = 8;

export interface OfflineCopy {
  /** Resolves when what was kept has been read in, or when it cannot be. */
  loaded: Promise<Loaded>;
  kept: () => Kept;
  /** Remembers beyond this load which records the server has not confirmed. */
  remember(waiting: string[]): void;
  /** Keeps a proof of this device with the words that it belongs to. */
  keepProof(proof: string): void;
  /** Writes what is queued and closes. */
  close(): Promise<void>;
}

/** How often a page looks for what another page of this tablet has written. */
const READ_MS = 2_000;

/** What came out of the copy itself is not written into it again. */
const FROM_COPY = Symbol('offline copy');
/** As FROM_COPY, written by another page of this tablet meanwhile: it may be gone, so this one carries its words up. */
export const FROM_SIBLING = Symbol('another page');

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/**
 * The copy of a document on this tablet, in IndexedDB. Every change is queued and written in a transaction of its own
 * turn; only its `complete` makes `kept` true, so that “kept on this tablet” is what it says. y-indexeddb does not tell
 * whether a write went through, which is why it does not stand here.
 */
export function offlineCopy(
  doc: Y.Doc,
  name: string,
  changed: () => void,
  factory: IDBFactory | undefined = globalThis.indexedDB
): OfflineCopy {
  let database: IDBDatabase | null = null;
  let queue: Uint8Array[] = [];
  let notes: string[] | null = null;
  let proofs: string[] = [];
  let proofsNew = false;
  let writing = false;
  let failed = false;
  let closed = false;
  let rows = 0;
  /** The last row that this page has read or written. */
  let last = 0;
  let busy = false;
  let asked = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let idle: (() => void)[] = [];

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === FROM_COPY || origin === FROM_SIBLING) return;
    queue.push(update);
    changed();
    queueMicrotask(flush);
  };
  doc.on('update', onUpdate);

  function fail() {
    failed = true;
    writing = false;
    changed();
    clearTimeout(retry);
    if (!closed) retry = setTimeout(() => (database ? flush() : reopen()), RETRY_MS);
    settle();
  }
  function settle() {
    idle.forEach((done) => done());
    idle = [];
  }

  function flush() {
    if (!database || writing || (!queue.length && !notes && !proofsNew)) return void (writing || settle());
    writing = true;
    const taken = queue;
    const noted = notes;
    const proving = proofsNew;
    queue = [];
    notes = null;
    proofsNew = false;
    const giveBack = () => {
      queue = [...taken, ...queue];
      notes ??= noted;
      proofsNew ||= proving;
      fail();
    };
    try {
      const work = database.transaction([UPDATES, NOTES], 'readwrite', { durability: 'strict' });
      if (taken.length) {
        const store = work.objectStore(UPDATES);
        readSince(store);
        const added = store.add(taken.length === 1 ? taken[0] : Y.mergeUpdates(taken));
        added.onsuccess = () => (last = Math.max(last, Number(added.result)));
      }
      if (noted) work.objectStore(NOTES).put(noted, 'waiting');
      if (proving) work.objectStore(NOTES).put(proofs, 'proofs');
      work.oncomplete = () => {
        writing = false;
        failed = false;
        rows++;
        if (!asked) {
          asked = true;
          // Asks the browser not to clear the copy when space runs short; what it answers changes nothing here.
          void globalThis.navigator?.storage?.persist?.().catch(() => {});
        }
        changed();
        if (rows > COMPACT_ROWS) compact();
        flush();
      };
      work.onabort = giveBack;
    } catch {
      giveBack();
    }
  }

  /** Takes in what another page has written since. Its words are read before one's own row moves the mark. */
  function readSince(store: IDBObjectStore): void {
    const since = IDBKeyRange.lowerBound(last, true);
    const keys = store.getAllKeys(since);
    const all = store.getAll(since);
    all.onsuccess = () => {
      const found = all.result as Uint8Array[];
      if (closed || !found.length) return;
      last = Math.max(last, Number(keys.result.at(-1)));
      doc.transact(() => found.forEach((update) => Y.applyUpdate(doc, update, FROM_SIBLING)), FROM_SIBLING);
    };
  }

  function readNew(): void {
    if (!database || busy || writing) return;
    busy = true;
    try {
      const work = database.transaction(UPDATES);
      readSince(work.objectStore(UPDATES));
      work.oncomplete = work.onabort = () => void (busy = false);
    } catch {
      busy = false;
    }
  }
  const reading = setInterval(readNew, READ_MS);

  /** Many rows become one, within one transaction: whatever stops it, either the many or the one stand. */
  function compact() {
    if (!database) return;
    rows = 0;
    try {
      const store = database.transaction(UPDATES, 'readwrite').objectStore(UPDATES);
      readSince(store);
      const all = store.getAll();
      const keys = store.getAllKeys();
      keys.onsuccess = () => {
        const newest = keys.result.at(-1);
        if (newest === undefined || keys.result.length < 2) return;
        store.delete(IDBKeyRange.upperBound(newest));
        const added = store.add(Y.mergeUpdates(all.result as Uint8Array[]));
        added.onsuccess = () => (last = Math.max(last, Number(added.result)));
      };
    } catch {
      // The rows stand as they were; the next flush tries again.
    }
  }

  function open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the browser does not open its database')), OPEN_MS);
      // A browser in private mode may have none at all.
      if (!factory) throw new Error('the browser has no database');
      const request = factory.open(name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(UPDATES, { autoIncrement: true });
        request.result.createObjectStore(NOTES);
      };
      request.onsuccess = () => {
        clearTimeout(timer);
        resolve(request.result);
      };
      request.onerror = () => {
        clearTimeout(timer);
        reject(request.error ?? new Error('no database'));
      };
    });
  }

  function read(from: IDBDatabase): Promise<Loaded> {
    return new Promise((resolve, reject) => {
      const work = from.transaction([UPDATES, NOTES]);
      const all = work.objectStore(UPDATES).getAll();
      const keys = work.objectStore(UPDATES).getAllKeys();
      const noted = work.objectStore(NOTES).get('waiting');
      const proven = work.objectStore(NOTES).get('proofs');
      work.oncomplete = () => {
        const updates = all.result as Uint8Array[];
        rows = updates.length;
        last = Math.max(last, Number(keys.result.at(-1) ?? 0));
        doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update, FROM_COPY)), FROM_COPY);
        proofs = strings(proven.result);
        resolve({ waiting: strings(noted.result), proofs });
      };
      work.onabort = () => reject(work.error ?? new Error('unreadable'));
    });
  }

  async function reopen(): Promise<Loaded> {
    try {
      const opened = await open();
      if (closed) {
        opened.close();
        return nothing();
      }
      opened.onversionchange = () => opened.close();
      opened.onclose = () => {
        database = null;
        fail();
      };
      const found = await read(opened);
      database = opened;
      failed = false;
      changed();
      flush();
      return found;
    } catch {
      fail();
      return nothing();
    }
  }

  const loaded = reopen();
  return {
    loaded,
    kept: () => (failed ? 'failed' : queue.length === 0 && !writing && database !== null),
    remember(waiting) {
      notes = waiting;
      queueMicrotask(flush);
    },
    keepProof(proof) {
      if (proofs.includes(proof)) return;
      proofs = [...proofs, proof].slice(-MOST_PROOFS);
      proofsNew = true;
      queueMicrotask(flush);
    },
    async close() {
      doc.off('update', onUpdate);
      // What was written before it had opened is in the queue still.
      await loaded;
      if (database && (queue.length || writing || notes || proofsNew))
        await new Promise<void>((resolve) => {
          idle.push(resolve);
          flush();
        });
      closed = true;
      clearTimeout(retry);
      clearInterval(reading);
      database?.close();
    }
  };
}
