import { sendUpload } from './send-upload';
import { inTime, openUploadStore, sameWriting, type UploadRecord, type UploadStore } from './upload-store';
import type { NewUpload, QueuedUpload, UploadQueue } from './upload-types';

export type * from './upload-types';

interface Given {
  indexedDB?: IDBFactory | undefined;
  fetch?: typeof globalThis.fetch;
  now?: () => Date;
  random?: () => number;
  /** One page of the tablet sends at a time, where the browser can say so; the server's offsets keep it right anyway. */
  locks?: Pick<LockManager, 'request'> | null | undefined;
  /** Between the pages of this tablet. */
  channel?: Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'> | null | undefined;
  timer?: (work: () => void, ms: number) => () => void;
}

const LOCK = 'stoolside:uploads';
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** A recording that nobody has added to for so long has lost its page. */
const ORPHANED_MS = 30_000;

const YES_OR_NO = [() => true, () => false] as const;

const setTimer = (work: () => void, ms: number) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/**
 * Pictures and voice notes on their way from this tablet to the server. A file is removed from here only when the server
 * has said that it keeps the whole. It goes up whoever is signed in by then; what is shown to whom is the caller's matter.
 */
export function createUploadQueue(input: Given = {}): UploadQueue {
  const {
    indexedDB = globalThis.indexedDB,
    fetch = (...asked) => globalThis.fetch(...asked),
    now = () => new Date(),
    random = Math.random,
    locks = globalThis.navigator?.locks,
    channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(LOCK) : undefined,
    timer = setTimer
  } = input;
  const ended = new AbortController();
  const listeners = new Set<(each: readonly QueuedUpload[]) => void>();
  /** Of files that could not be kept on the disk. */
  const memory = new Map<string, { record: UploadRecord; bytes: ArrayBuffer }>();
  const sent = new Map<string, number>();
  /** Not before, in milliseconds; for one that must wait alone. */
  const notBefore = new Map<string, number>();
  /** What this page has seen off (null: whatever of it): a read of the disk that was under way must not bring it back. */
  const gone = new Map<string, UploadRecord | null>();
  /** What became of files whose record could not be changed on the disk. */
  const unsaid = new Map<string, UploadRecord>();
  /** Recordings that go on in this page. */
  const recording = new Set<string>();
  let stored: readonly UploadRecord[] = [];
  let failures = 0;
  let running = false;
  let wanted = false;
  let cancel = () => {};
  let store: Promise<UploadStore | null> = openUploadStore(indexedDB, (late) => {
    if (ended.signal.aborted) return late.close();
    store = Promise.resolve(late);
    void run();
  });

  function list(): readonly QueuedUpload[] {
    const all = [
      ...stored
        .filter(({ id }) => !memory.has(id))
        .map((record) => ({ record: unsaid.get(record.id) ?? record, kept: true })),
      ...[...memory.values()].map(({ record }) => ({ record, kept: false }))
    ];
    return all
      .filter(({ record }) => {
        const seenOff = gone.get(record.id);
        return seenOff === undefined || (seenOff && !sameWriting(seenOff, record));
      })
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
      ...rest,
      entryId,
      issueId,
      state,
      type: blob.type,
      length: bytes.byteLength,
      begun: false,
      refusedBecause: null,
      touchedAt: now().toISOString()
    };
    // A part of a recording that comes after its whole, or after it was cancelled.
    const late = () => state === 'recording' && !recording.has(record.id);
    const kept = await keep(record, bytes, late);
    await told();
    return kept ? 'kept' : 'not-kept';
  }

  async function keep(record: UploadRecord, bytes: ArrayBuffer, late = () => false): Promise<boolean> {
    const open = await store;
    if (late()) return false;
    const kept = (open && (await inTime(open.put(record, bytes).then(...YES_OR_NO)))) ?? false;
    if (late()) return kept;
    unsaid.delete(record.id);
    if (kept) memory.delete(record.id);
    else memory.set(record.id, { record, bytes });
    return kept;
  }

  async function change(record: UploadRecord): Promise<void> {
    const held = memory.get(record.id);
    if (held) memory.set(record.id, { ...held, record });
    else if (await (await store)?.change(record).then(...YES_OR_NO)) unsaid.delete(record.id);
    else unsaid.set(record.id, record);
    await told();
  }

  async function bytesOf(id: string): Promise<ArrayBuffer | null> {
    return memory.get(id)?.bytes ?? (await (await store)?.bytes(id).catch(() => null)) ?? null;
  }

  /** Where a record is given: only as that knows it. */
  async function forget(id: string, only?: UploadRecord): Promise<void> {
    gone.set(id, only ?? null);
    if (!only) recording.delete(id);
    for (const known of [memory, unsaid, sent, notBefore]) known.delete(id);
    // Where this fails it is found again with the next page, and the server says once more that it has it.
    await (await store)?.remove(id, only).catch(() => {});
    await told();
  }

  /** Recordings whose page died are taken as they stand; what did not fit on the disk may fit by now. */
  async function tidy(): Promise<void> {
    const dead = now().getTime() - ORPHANED_MS;
    for (const record of list())
      if (record.state === 'recording' && !recording.has(record.id) && Date.parse(record.touchedAt) < dead) {
        const { sent: _, kept: __, ...rest } = record;
        await change({ ...rest, state: 'waiting' });
      }
    for (const [id, { record, bytes }] of memory) {
      const kept = await (await store)?.put(record, bytes).then(...YES_OR_NO);
      if (!kept) break;
      // More of it may have come meanwhile.
      if (memory.get(id)?.bytes === bytes) memory.delete(id);
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
        fetch,
        signal: ended.signal,
        progress: (count) => {
          if (sent.get(next.id) === count) return;
          if (count > (sent.get(next.id) ?? 0)) failures = 0;
          sent.set(next.id, count);
          tell();
        }
      });
      if (outcome === 'complete' || outcome === 'other') {
        failures = 0;
        // Another page took a recording for dead that went on, and sent what there was: the whole goes as another.
        if (outcome === 'other') await keep({ ...record, id: crypto.randomUUID(), begun: false }, bytes);
        await forget(next.id, record);
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
      recording.delete(upload.id);
      gone.delete(upload.id);
      const kept = await write(upload, 'waiting');
      void run();
      return kept;
    },
    async hold(upload) {
      recording.add(upload.id);
      await write(upload, 'recording');
    },
    async blob(id) {
      const bytes = await bytesOf(id);
      return bytes && new Blob([bytes], { type: list().find((one) => one.id === id)?.type ?? '' });
    },
    drop: (id) => forget(id),
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
