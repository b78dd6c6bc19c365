import type { UploadKind } from '../domain/attachments/upload-limits';

/** What is known of a file that waits on this tablet. Its bytes stand apart, so that a list costs no memory. */
export interface UploadRecord {
  id: string;
  meetingId: string;
  /** Who took it. */
  accountId: string;
  kind: UploadKind;
  /** ISO */
  takenAt: string;
  /** MIME */
  type: string;
  length: number;
  entryId: string | null;
  issueId: string | null;
  /** `recording`: still being taken. */
  state: 'recording' | 'waiting' | 'refused';
  /** Some of it may be on the server: it is asked how much. */
  begun: boolean;
  /** Key of a sentence in `words/refusals`; null while it is not refused. */
  refusedBecause: string | null;
  /** ISO; when it was last written. */
  touchedAt: string;
}

export interface UploadStore {
  all(): Promise<UploadRecord[]>;
  /** Resolves when both are on the disk; rejects where they cannot be kept. */
  put(record: UploadRecord, bytes: ArrayBuffer): Promise<void>;
  /** Changes what is known of one that is there; one that is gone, or has been written anew since, stays so. */
  change(record: UploadRecord): Promise<void>;
  bytes(id: string): Promise<ArrayBuffer | null>;
  /** Forgets one; where a record is given, only as that knows it: what another page has written since stays. */
  remove(id: string, only?: UploadRecord): Promise<void>;
  close(): void;
}

const NAME = 'stoolside/uploads';
const VERSION = 1;
const RECORDS = 'records';
const BYTES = 'bytes';
/** As for a meeting's copy: a browser whose database never opens must keep nobody waiting. */
const OPEN_MS = 4_000;

/**
 * Opens the queue's database; null where this browser has none, or it does not open. `late` hears of one that opens when
 * nobody waits for it any more.
 */
export function openUploadStore(
  factory: IDBFactory | undefined,
  late: (store: UploadStore) => void
): Promise<UploadStore | null> {
  return new Promise((resolve) => {
    let input = false;
    const give = (store: UploadStore | null) => {
      clearTimeout(timer);
      if (input && store) late(store);
      input = true;
      resolve(store);
    };
    const timer = setTimeout(() => give(null), OPEN_MS);
    try {
      if (!factory) return give(null);
      const opening = factory.open(NAME, VERSION);
      opening.onupgradeneeded = () => {
        for (const store of [RECORDS, BYTES])
          if (!opening.result.objectStoreNames.contains(store)) opening.result.createObjectStore(store);
      };
      opening.onsuccess = () => {
        // A newer build on another page wants to change the stores: it must not wait for this one.
        opening.result.onversionchange = () => opening.result.close();
        give(storeOver(opening.result));
      };
      opening.onerror = opening.onblocked = () => give(null);
    } catch {
      give(null);
    }
  });
}

/** A write that never settles is taken for one that failed: the file is held in memory, and said to be. */
const WRITE_MS = 15_000;
export function inTime(written: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), WRITE_MS);
    void written.then((kept) => {
      clearTimeout(timer);
      resolve(kept);
    });
  });
}

/** The bytes are still those that were there when it was read. */
export const sameWriting = (one: UploadRecord, other: UploadRecord) =>
  one.touchedAt === other.touchedAt && one.length === other.length;

function storeOver(database: IDBDatabase): UploadStore {
  function work<T>(mode: IDBTransactionMode, run: (stores: { records: IDBObjectStore; bytes: IDBObjectStore }) => T) {
    return new Promise<T>((resolve, reject) => {
      const transaction = database.transaction([RECORDS, BYTES], mode, { durability: 'strict' });
      transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
      const made = run({ records: transaction.objectStore(RECORDS), bytes: transaction.objectStore(BYTES) });
      transaction.oncomplete = () => resolve(made);
    });
  }
  const read = async <T>(ask: (stores: { records: IDBObjectStore; bytes: IDBObjectStore }) => IDBRequest<T>) =>
    (await work('readonly', ask)).result;

  return {
    all: () => read<UploadRecord[]>(({ records }) => records.getAll()),
    put: (record, content) =>
      work('readwrite', ({ records, bytes }) => {
        bytes.put(content, record.id);
        records.put(record, record.id);
      }),
    change: (record) =>
      work('readwrite', ({ records }) => {
        const existing: IDBRequest<UploadRecord | undefined> = records.get(record.id);
        existing.onsuccess = () => {
          if (existing.result && sameWriting(existing.result, record)) records.put(record, record.id);
        };
      }),
    bytes: async (id) => (await read<ArrayBuffer | undefined>(({ bytes }) => bytes.get(id))) ?? null,
    remove: (id, only) =>
      work('readwrite', ({ records, bytes }) => {
        const existing: IDBRequest<UploadRecord | undefined> = records.get(id);
        existing.onsuccess = () => {
          if (only && existing.result && !sameWriting(existing.result, only)) return;
          records.delete(id);
          bytes.delete(id);
        };
      }),
    close: () => database.close()
  };
}
