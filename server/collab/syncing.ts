import type { Connection } from './connection';

/** How long a commit waits for others, so that one wait for the disk serves them all. */
const GATHER_MS = 40;
/** How long an acknowledgement waits for another frame to its client that it could go with. */
const TELL_MS = 20;

/**
 * Between the commit and its acknowledgement: waits for the disk, off the event loop and one wait at a time, then tells the
 * clients, if possible along with something else. A wait that fails is fatal, and nothing of it is acknowledged.
 */
export function syncing(options: { sync: () => Promise<void>; failed: (error: unknown) => void }) {
  /** Committed, not yet on disk: how many frames of which connection. */
  let gathered = new Map<Connection, number>();
  const told = new Set<Connection>();
  let gathering: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let stopped: unknown = null;

  async function wait(): Promise<void> {
    const now = gathered;
    gathered = new Map();
    await options.sync();
    if (stopped) throw stopped;
    for (const [connection, count] of now) if (connection.acknowledge(count)) tellSoon(connection);
  }

  /** Resolves when all that is committed now is on disk. While a wait runs, everybody who comes shares the one after it. */
  function synced(): Promise<void> {
    clearTimeout(gathering);
    gathering = undefined;
    if (stopped) return Promise.reject(stopped);
    if (next) return next;
    if (!running) return start();
    next = running
      .catch(() => {})
      .then(() => {
        next = null;
        return start();
      });
    return next;
  }

  function start(): Promise<void> {
    const mine = wait().finally(() => (running = null));
    running = mine;
    mine.catch((error) => {
      if (!stopped) options.failed(error);
    });
    return mine;
  }

  function tellSoon(connection: Connection): void {
    told.add(connection);
    if (told.size === 1) setTimeout(tellAll, TELL_MS);
  }

  function tellAll(): void {
    for (const connection of told) connection.sendDue();
    told.clear();
  }

  return {
    acknowledge(connection: Connection): void {
      gathered.set(connection, connection.committed());
      gathering ??= setTimeout(() => void synced().catch(() => {}), GATHER_MS);
    },
    synced,
    tellAll,
    stop(reason: unknown): void {
      stopped = reason;
      clearTimeout(gathering);
    },
    /** Resolves when no wait is running. */
    async idle(): Promise<void> {
      clearTimeout(gathering);
      await (next ?? running)?.catch(() => {});
    }
  };
}
