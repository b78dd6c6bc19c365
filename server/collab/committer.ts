import type { Journal } from './journal';
import type { Room } from './room';
import type { HubLog } from './types';

/** Gathers what the rooms have for the journal and commits it, once a turn of the event loop, in one transaction. */
export interface Committer {
  /** Commits the room at the end of this turn. */
  schedule(room: Room): void;
  /** Commits what is queued in every room. Throws, now and ever after, when the journal has failed. */
  flush(): void;
  /** The same where a failure has nobody to be told to: it has been reported already. */
  flushQuietly(): void;
  /** The journal cannot be written: nothing is committed any more. Reported once. */
  fail(error: unknown): void;
  /** Why nothing is committed any more; null while all is well. */
  readonly failure: unknown;
  readonly queuedBytes: number;
}

export function committer(options: {
  journal: Pick<Journal, 'commit'>;
  log: HubLog;
  /** A room has been committed, and everybody has been told. */
  committed(room: Room): void;
  failed(error: unknown): void;
}): Committer {
  const { journal, log } = options;
  const dirty = new Set<Room>();
  let scheduled = false;
  let failure: unknown = null;

  function flush(): void {
    if (failure) throw new Error('the journal has failed', { cause: failure });
    scheduled = false;
    if (!dirty.size) return;
    const rooms = [...dirty];
    dirty.clear();
    const entries = rooms.map((room) => room.logged.entry()).filter((entry) => entry !== null);
    try {
      if (entries.length) journal.commit(entries);
    } catch (error) {
      fail(error);
      throw error;
    }
    for (const room of rooms) {
      try {
        room.committed();
      } catch (error) {
        log.error({ document: room.name, err: error }, 'broadcast failed');
      }
    }
    for (const room of rooms) {
      room.notify();
      options.committed(room);
    }
  }

  function flushQuietly(): void {
    try {
      flush();
    } catch (error) {
      if (!failure) throw error;
    }
  }

  function fail(error: unknown): void {
    if (failure) return;
    failure = error;
    options.failed(error);
  }

  return {
    schedule(room) {
      dirty.add(room);
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => {
        if (scheduled && !failure) flushQuietly();
      });
    },
    flush,
    flushQuietly,
    fail,
    get failure() {
      return failure;
    },
    get queuedBytes() {
      return [...dirty].reduce((sum, room) => sum + room.logged.queuedBytes, 0);
    }
  };
}
