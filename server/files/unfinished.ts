import { mkdirSync } from 'node:fs';
import { open, readdir, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { DiskFull, isAbsent, isFull, WrongOffset } from './faults';
import { readOrNull } from './read-or-null';

/** Files that come in pieces, by a name that the sender chose, until they are whole. */
export interface UnfinishedFiles {
  /** How much of a file is here; 0 where nothing is. */
  sizeOf(id: string): Promise<number>;
  /**
   * Writes what comes at the end of a file, at most up to `upTo`, and returns its size once that is on the disk. A body that
   * breaks off leaves what had come. A newer call for the same file ends an older one: its connection is dead. Throws
   * WrongOffset, DiskFull.
   */
  append(id: string, offset: number, body: ReadableStream<Uint8Array> | null, upTo: number): Promise<number>;
  /** The whole of a file; null where nothing is. */
  read(id: string): Promise<Buffer | null>;
  /** Forgets a file. */
  drop(id: string): Promise<void>;
  /** Forgets files that nothing was added to since then; returns how many. */
  sweep(before: Date): Promise<number>;
}

export function createUnfinishedFiles(folder: string): UnfinishedFiles {
  mkdirSync(folder, { recursive: true });
  const at = (id: string) => path.join(folder, id);
  const writing = new Map<string, { stop: AbortController; ended: Promise<unknown> }>();

  const sizeOf = (id: string) =>
    stat(at(id)).then(
      ({ size }) => size,
      (error: unknown) => {
        if (isAbsent(error)) return 0;
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
      throw isFull(error) ? new DiskFull() : error;
    } finally {
      stop.removeEventListener('abort', leave);
      reader?.releaseLock();
      await file.close();
    }
  }

  return {
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
    read: (id) => readOrNull(at(id)),
    drop: (id) => rm(at(id), { force: true }),
    async sweep(before) {
      let gone = 0;
      for (const name of await readdir(folder)) {
        const { mtimeMs } = await stat(at(name)).catch(() => ({ mtimeMs: Infinity }));
        if (mtimeMs >= before.getTime() || writing.has(name)) continue;
        await unlink(at(name)).catch(() => {});
        gone += 1;
      }
      return gone;
    }
  };
}
