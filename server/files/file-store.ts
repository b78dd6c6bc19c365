import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import path from 'node:path';
import { DiskFull, isAbsent, isFull } from './faults';
import { readOrNull } from './read-or-null';
import { createUnfinishedFiles, type UnfinishedFiles } from './unfinished';

/** Below DATA_DIR. */
export const FILES_FOLDER = 'uploads';
/** Where unfinished files stand, below that folder; a backup leaves them out. */
export const PARTIAL = 'partial';

/** Reserved for the databases: a full disk would stop the writing itself. */
const RESERVED_BYTES = 256 * 1024 * 1024;

/**
 * Bytes by what they hold (`<2 hex>/<sha256>`), so that a file never changes and the same picture is there once. Whose they
 * are is nothing that this area knows.
 */
export interface FileStore {
  readonly folder: string;
  readonly unfinished: UnfinishedFiles;
  /** Writes bytes under their own hash, on the disk when it resolves; returns the hash. Throws DiskFull. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of a hash; null where there are none. */
  read(sha256: string): Promise<Buffer | null>;
  /**
   * Removes the bytes of a hash, unless they were put (again) since `putBefore`: whoever put them may not have written down
   * yet that they are in use. Returns whether they are gone.
   */
  remove(sha256: string, putBefore: Date): Promise<boolean>;
  /** Whether so many bytes more may come. */
  hasRoom(bytes: number): Promise<boolean>;
}

/** Returns where the bytes of a hash stand. */
export function pathOf(folder: string, sha256: string): string {
  return path.join(folder, sha256.slice(0, 2), sha256);
}

export function createFileStore(folder: string): FileStore {
  const partial = path.join(folder, PARTIAL);
  const unfinished = createUnfinishedFiles(partial);
  // A file is put in its place, or taken from it, one at a time: its age is looked at and may not change meanwhile.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };

  return {
    folder,
    unfinished,
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const place = pathOf(folder, sha256);
      mkdirSync(path.dirname(place), { recursive: true });
      const fresh = path.join(partial, `.${sha256}-${randomUUID()}`);
      try {
        const file = await open(fresh, 'wx');
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await inTurn(() => rename(fresh, place));
        await syncFolder(path.dirname(place));
      } catch (error) {
        await rm(fresh, { force: true });
        throw isFull(error) ? new DiskFull() : error;
      }
      return sha256;
    },
    read: (sha256) => readOrNull(pathOf(folder, sha256)),
    remove: (sha256, putBefore) =>
      inTurn(async () => {
        const place = pathOf(folder, sha256);
        try {
          if ((await stat(place)).mtimeMs >= putBefore.getTime()) return false;
          await unlink(place);
        } catch (error) {
          if (!isAbsent(error)) throw error;
        }
        return true;
      }),
    async hasRoom(bytes) {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize > bytes + RESERVED_BYTES;
    }
  };
}

/** A name in a folder is on the disk only when the folder is. Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const file = await open(folder, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
