import type { UploadKind } from '../domain/uploads/limits';
import { sendUpload } from './send-upload';
import { openUploadStore, type UploadRecord, type UploadStore } from './upload-store';

/** A file on this tablet that is not on the server yet. */
export interface QueuedUpload extends UploadRecord {
  /** Bytes that are on the server. */
  sent: number;
  /** It is on this tablet's disk and outlives the page. */
  kept: boolean;
}

export interface NewUpload {
  id: string;
  meetingId: string;
  accountId: string;
  kind: UploadKind;
  blob: Blob;
  /** ISO */
  takenAt: string;
  entryId?: string | null;
  issueId?: string | null;
}

export interface UploadQueue {
  /** All that wait on this tablet, the oldest first. */
  list(): readonly QueuedUpload[];
  /** Hears the list, now and whenever it changes. */
  subscribe(heard: (each: readonly QueuedUpload[]) => void): () => void;
  /** Takes a file in. Resolves when it is on this tablet's disk, or with `not-kept`: it is sent while the page is open. */
  add(upload: NewUpload): Promise<'kept' | 'not-kept'>;
  /** Keeps what there is of one that is still being taken; nobody sends it before `add`, or before its page has died. */
  hold(upload: NewUpload): Promise<void>;
  /** Its bytes; null where they are not on this tablet. */
  blob(id: string): Promise<Blob | null>;
  /** Forgets one without sending it. */
  drop(id: string): Promise<void>;
  /** Goes on now: somebody has signed in, or the network is back. */
  retry(): void;
  /** Sends one that the server refused once more, or all of them. */
  again(id?: string): Promise<void>;
  stop(): void;
}

interface Given {
  indexedDB?: IDBFactory | undefined;
  fetch?: typeof globalThis.fetch;
  now?: () => Date;
  random?: () => number;
  /** One page of the tablet sends at a time, where the browser can say so; the server's offsets keep it right anyway. */
  locks?: Pick<LockManager, 'request'> | undefined;
  /** Between the pages of this tablet. */
  channel?: Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'> | undefined;
  timer?: (work: () => void, ms: number) => () => void;
}

const LOCK = 'stoolside:uploads';
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** A recording that nobody has added to for so long has lost its page. */
const ORPHANED_MS = 30_000;

const setTimer = (work: () => void, ms: number) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/**
 * Pictures and voice notes on their way from this tablet to the server. A file is removed from here only when the server
 * has said that it keeps the whole. It goes up whoever is signed in by then; what is shown to whom is the caller's matter.
 */
export function createUploadQueue(given: Given = {}): UploadQueue {
  const {
    indexedDB = globalThis.indexedDB,
    fetch = (...asked) => globalThis.fetch(...asked),
    now = () => new Date(),
    random = Math.random,
    locks = globalThis.navigator?.locks,
    channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(LOCK) : undefined,
    timer = setTimer
  } = given;
  const ended = new AbortController();
  const listeners = new Set<(each: readonly QueuedUpload[]) => void>();
  /** Of files that could not be kept on the disk. */
  const memory = new Map<string, { record: UploadRecord; bytes: ArrayBuffer }>();
  const sent = new Map<string, number>();
  /** Not before, in milliseconds; for one that must wait alone. */
  const notBefore = new Map<string, number>();
  /** What this page has seen off: another read of the disk that was under way must not bring it back into the list. */
  const gone = new Set<string>();
  let stored: readonly UploadRecord[] = [];
  let failures = 0;
  let running = false;
  let wanted = false;
  let cancel = () => {};
  const store: Promise<UploadStore | null> = openUploadStore(indexedDB);

  function list(): readonly QueuedUpload[] {
    const all = [
      ...stored.filter(({ id }) => !memory.has(id)).map((record) => ({ record, kept: true })),
      ...[...memory.values()].map(({ record }) => ({ record, kept: false }))
    ];
    return all
      .filter(({ record }) => !gone.has(record.id))
      .map(({ record, kept }) => ({ ...record, kept, sent: sent.get(record.id) ?? 0 }))
      .sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : a.id < b.id ? -1 : 1));
  }
  const tell = () => {
    const each = list();
    listeners.forEach((heard) => heard(each));
  };
  async function refresh(): Promise<void> {
    const found = await (await store)?.all().catch(() => null);
    if (found) stored = found;
    tell();
  }
  const told = async () => {
    channel?.postMessage('changed');
    await refresh();
  };

  async function write(upload: NewUpload, state: UploadRecord['state']): Promise<'kept' | 'not-kept'> {
    const { blob, entryId = null, issueId = null, ...rest } = upload;
    const bytes = await blob.arrayBuffer();
    const record: UploadRecord = {
      ...{ ...rest, entryId, issueId, state, type: blob.type, length: bytes.byteLength },
      ...{ begun: false, refusedBecause: null, touchedAt: now().toISOString() }
    };
    gone.delete(record.id);
    const kept = await (await store)?.put(record, bytes).then(
      () => true,
      () => false
    );
    if (kept) memory.delete(record.id);
    else memory.set(record.id, { record, bytes });
    await told();
    return kept ? 'kept' : 'not-kept';
  }

  async function change(record: UploadRecord): Promise<void> {
    const held = memory.get(record.id);
    if (held) memory.set(record.id, { ...held, record });
    else await (await store)?.change(record).catch(() => {});
    await told();
  }

  async function bytesOf(id: string): Promise<ArrayBuffer | null> {
    return memory.get(id)?.bytes ?? (await (await store)?.bytes(id).catch(() => null)) ?? null;
  }

  async function forget(id: string): Promise<void> {
    gone.add(id);
    memory.delete(id);
    sent.delete(id);
    notBefore.delete(id);
    // Where this fails it is found again with the next page, and the server says once more that it has it.
    await (await store)?.remove(id).catch(() => {});
    await told();
  }

  /** Recordings whose page died are taken as they stand; what did not fit on the disk may fit by now. */
  async function tidy(): Promise<void> {
    const dead = now().getTime() - ORPHANED_MS;
    for (const record of list())
      if (record.state === 'recording' && Date.parse(record.touchedAt) < dead) {
        const { sent: _, kept: __, ...rest } = record;
        await change({ ...rest, state: 'waiting' });
      }
    for (const [id, { record, bytes }] of memory) {
      const kept = await (await store)?.put(record, bytes).then(
        () => true,
        () => false
      );
      if (!kept) break;
      memory.delete(id);
      await told();
    }
  }

  const due = (record: UploadRecord) =>
    record.state === 'waiting' && (notBefore.get(record.id) ?? 0) <= now().getTime() && !ended.signal.aborted;

  /** Sends all that can go now; gives after how many milliseconds there is more to do, null: nothing waits. */
  async function sendAll(): Promise<number | null> {
    await refresh();
    await tidy();
    for (;;) {
      const next = list().find(due);
      if (!next) break;
      const bytes = await bytesOf(next.id);
      if (!bytes) {
        // Another page has seen it off meanwhile.
        await refresh();
        if (list().some(({ id }) => id === next.id)) notBefore.set(next.id, now().getTime() + LONGEST_WAIT_MS);
        continue;
      }
      const { sent: _, kept: __, ...record } = next;
      if (!record.begun) await change({ ...record, begun: true });
      const outcome = await sendUpload(record, bytes, {
        ...{ fetch, signal: ended.signal },
        progress: (count) => {
          if (sent.get(next.id) === count) return;
          if (count > (sent.get(next.id) ?? 0)) failures = 0;
          sent.set(next.id, count);
          tell();
        }
      });
      if (outcome === 'complete') {
        failures = 0;
        await forget(next.id);
      } else if ('refused' in outcome) {
        await change({ ...record, state: 'refused', refusedBecause: outcome.refused });
      } else if (outcome.alone) {
        notBefore.set(next.id, now().getTime() + waitFor(outcome.seconds));
      } else return waitFor(outcome.seconds);
    }
    const waiting = list().filter((one) => one.state !== 'refused');
    return waiting.length ? waitFor() : null;
  }

  function waitFor(seconds?: number): number {
    if (seconds) return seconds * 1000;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++);
    // Forty tablets that lost the same network do not come back in the same instant.
    return longest * (0.5 + random() / 2);
  }

  async function run(): Promise<void> {
    if (ended.signal.aborted) return;
    if (running) return void (wanted = true);
    running = true;
    cancel();
    let after: number | null = FIRST_WAIT_MS;
    try {
      do {
        wanted = false;
        // Another page of this tablet sends: looked at again a little later.
        if (!locks) after = await sendAll();
        else
          after = (await locks.request(LOCK, { ifAvailable: true }, async (lock) =>
            lock ? await sendAll() : FIRST_WAIT_MS
          )) as number | null;
      } while (wanted && !ended.signal.aborted);
    } catch {
      // The page is on its way out and gets no lock any more.
    } finally {
      running = false;
      if (after !== null && !ended.signal.aborted) cancel = timer(() => void run(), after);
    }
  }

  const retry = () => {
    failures = 0;
    notBefore.clear();
    void run();
  };
  const seen = () => {
    if (globalThis.document?.visibilityState === 'visible') retry();
  };
  channel?.addEventListener('message', () => void refresh());
  globalThis.addEventListener?.('online', retry);
  globalThis.document?.addEventListener('visibilitychange', seen);
  void run();

  return {
    list,
    subscribe(heard) {
      listeners.add(heard);
      heard(list());
      return () => listeners.delete(heard);
    },
    async add(upload) {
      const kept = await write(upload, 'waiting');
      void run();
      return kept;
    },
    async hold(upload) {
      await write(upload, 'recording');
    },
    async blob(id) {
      const bytes = await bytesOf(id);
      return bytes && new Blob([bytes], { type: list().find((one) => one.id === id)?.type ?? '' });
    },
    drop: forget,
    retry,
    async again(id) {
      for (const one of list().filter((one) => one.state === 'refused' && (id ?? one.id) === one.id)) {
        const { sent: _, kept: __, ...record } = one;
        await change({ ...record, state: 'waiting', refusedBecause: null });
      }
      retry();
    },
    stop() {
      ended.abort();
      cancel();
      globalThis.removeEventListener?.('online', retry);
      globalThis.document?.removeEventListener('visibilitychange', seen);
      channel?.close();
      void store.then((open) => open?.close());
    }
  };
}
