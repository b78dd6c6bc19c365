import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import path from 'node:path';

/** Below DATA_DIR. */
export const UPLOADS = 'uploads';
/** Where unfinished files stand, below the folder of uploads; a backup leaves them out. */
export const PARTIAL = 'partial';

/** Kept free for the databases: a full disk would stop the writing itself. */
const KEEP_FREE = 256 * 1024 * 1024;

/** The disk takes no more. */
export class DiskFull extends Error {}
/** Somebody else sends the same file, from another place of it. */
export class WrongOffset extends Error {
  constructor(readonly offset: number) {
    super('wrong offset');
  }
}

/**
 * The folder of uploads: unfinished ones under `partial/<id>`, whole ones by what they hold (`<2 hex>/<sha256>`), so that
 * they never change and the same picture is there once.
 */
export interface UploadFiles {
  readonly folder: string;
  /** How much of an unfinished file is here; 0 where nothing is. */
  sizeOf(id: string): Promise<number>;
  /**
   * Writes what comes at the end of an unfinished file, at most up to `upTo`, and gives its size once that is on the disk.
   * A body that breaks off leaves what had come. A newer call for the same file ends an older one: its connection is dead.
   * Throws WrongOffset, DiskFull.
   */
  append(id: string, offset: number, body: ReadableStream<Uint8Array> | null, upTo: number): Promise<number>;
  /** The whole of an unfinished file; null where nothing is. */
  read(id: string): Promise<Buffer | null>;
  /** Keeps bytes under their own hash, on the disk when it resolves; gives the hash. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Bytes kept under a hash; null where there are none. */
  kept(sha256: string): Promise<Buffer | null>;
  /** Forgets an unfinished file. */
  drop(id: string): Promise<void>;
  /** Forgets unfinished files that nothing was added to since then; gives how many. */
  sweep(before: Date): Promise<number>;
  /** Whether so many bytes more may come. */
  hasRoom(bytes: number): Promise<boolean>;
}

const full = (error: unknown) => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
const absent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

export function keptAt(folder: string, sha256: string): string {
  return path.join(folder, sha256.slice(0, 2), sha256);
}

export function createUploadFiles(folder: string): UploadFiles {
  const partial = path.join(folder, PARTIAL);
  mkdirSync(partial, { recursive: true });
  const at = (id: string) => path.join(partial, id);
  const writing = new Map<string, { stop: AbortController; ended: Promise<unknown> }>();

  const sizeOf = (id: string) =>
    stat(at(id)).then(
      ({ size }) => size,
      (error) => {
        if (absent(error)) return 0;
        throw error;
      }
    );

  async function write(
    id: string,
    offset: number,
    body: ReadableStream<Uint8Array> | null,
    upTo: number,
    stop: AbortSignal
  ): Promise<number> {
    const size = await sizeOf(id);
    if (size !== offset) throw new WrongOffset(size);
    const file = await open(at(id), 'a');
    let end = offset;
    const reader = body?.getReader();
    const leave = () => void reader?.cancel().catch(() => {});
    stop.addEventListener('abort', leave);
    try {
      while (reader && !stop.aborted) {
        // A connection that breaks off: what has come is kept, and the tablet goes on from there.
        const next = await reader.read().catch(() => null);
        if (!next || next.done) break;
        const piece = next.value.subarray(0, upTo - end);
        if (piece.length) await file.write(piece);
        end += piece.length;
      }
      await file.sync();
      return end;
    } catch (error) {
      throw full(error) ? new DiskFull() : error;
    } finally {
      stop.removeEventListener('abort', leave);
      reader?.releaseLock();
      await file.close();
    }
  }

  return {
    folder,
    sizeOf,
    async append(id, offset, body, upTo) {
      for (let older = writing.get(id); older; older = writing.get(id)) {
        older.stop.abort();
        await older.ended;
      }
      const stop = new AbortController();
      const work = write(id, offset, body, upTo, stop.signal);
      const mine = { stop, ended: work.catch(() => {}) };
      writing.set(id, mine);
      try {
        return await work;
      } finally {
        if (writing.get(id) === mine) writing.delete(id);
      }
    },
    read: (id) => readOr(at(id)),
    async keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const place = keptAt(folder, sha256);
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
        await rename(fresh, place);
        await syncFolder(path.dirname(place));
      } catch (error) {
        await rm(fresh, { force: true });
        throw full(error) ? new DiskFull() : error;
      }
      return sha256;
    },
    kept: (sha256) => readOr(keptAt(folder, sha256)),
    drop: (id) => rm(at(id), { force: true }),
    async sweep(before) {
      let gone = 0;
      for (const name of await readdir(partial)) {
        const one = path.join(partial, name);
        const { mtimeMs } = await stat(one).catch(() => ({ mtimeMs: Infinity }));
        if (mtimeMs >= before.getTime() || writing.has(name)) continue;
        await unlink(one).catch(() => {});
        gone += 1;
      }
      return gone;
    },
    async hasRoom(bytes) {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize > bytes + KEEP_FREE;
    }
  };
}

function readOr(file: string): Promise<Buffer | null> {
  return readFile(file).catch((error) => {
    if (absent(error)) return null;
    throw error;
  });
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
