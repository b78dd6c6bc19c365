import { NO_TRIES, type Tries } from './tries';
import type { Lock } from './verifier';

// Shared by the pages and the service worker, which the browser ends at any time: nothing of it is kept in memory.
const STORE = 'lock';
/** `next` is a PIN that the server has not taken yet. */
interface Kept {
  lock: Lock;
  next: Lock;
  tries: Tries;
  open: string[];
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('stoolside-lock', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no storage'));
  });
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('no storage'));
    });
  } finally {
    db.close();
  }
}

const get = <K extends keyof Kept>(key: K) =>
  within<Kept[K] | undefined>('readonly', (store) => store.get(key) as IDBRequest<Kept[K] | undefined>);
const put = <K extends keyof Kept>(key: K, value: Kept[K]) => within('readwrite', (store) => store.put(value, key));

export const readLock = () => get('lock');
export const readTries = async () => (await get('tries')) ?? NO_TRIES;
export const writeTries = (tries: Tries) => put('tries', tries);
export const readOpen = async () => (await get('open')) ?? [];
export const writeOpen = (ids: string[]) => put('open', ids);

export const writeNext = (lock: Lock) => put('next', lock);
export const dropNext = () => within('readwrite', (store) => store.delete('next'));

export async function writeLock(lock: Lock): Promise<void> {
  await put('lock', lock);
  await writeTries(NO_TRIES);
}

/** The server has taken the PIN that was just given; false where none was. */
export async function takeNext(username: string): Promise<boolean> {
  const next = await get('next');
  if (next?.username === username) await writeLock(next);
  await dropNext();
  return next?.username === username;
}

/** No PIN, no lock. Which pages are open is not forgotten: they stay so if a PIN is set again. */
export async function forgetLock(): Promise<void> {
  for (const key of ['lock', 'next', 'tries']) await within('readwrite', (store) => store.delete(key));
}
