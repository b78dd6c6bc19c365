import { AsyncLocalStorage } from 'node:async_hooks';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { ConfigError } from '../config';
import { migrate, pendingMigrations } from './migrate';
import type { Query, Store } from './store';

/**
 * Opens (and brings up to date) the SQLite database in `file`.
 * Two connections: a reader, and a writer whose transactions (`BEGIN IMMEDIATE`) queue, so that a reader never sees
 * half of an asynchronous transaction. `synchronous=FULL`: a promise that was shown as written outlives a power cut.
 * `beside` a server that has the folder, nothing is migrated: throws ConfigError where that server is of another version.
 */
export function openSqlite(file: string, { beside = false }: { beside?: boolean } = {}): Store {
  const writer = new Database(file);
  writer.pragma('journal_mode = WAL');
  writer.pragma('synchronous = FULL');
  writer.pragma('foreign_keys = ON');
  writer.pragma('busy_timeout = 5000');
  if (!beside) {
    migrate(writer);
    // How its rows are spread, by a sample of each index: an upgrade may have brought indexes of which nothing is known.
    writer.pragma('optimize = 0x10002');
  } else if (pendingMigrations(writer).length) {
    writer.close();
    throw new ConfigError(
      'The server that is running here is of an older version. Stop it first, or start the new one.'
    );
  }
  const reader = new Database(file);
  reader.pragma('query_only = ON');
  reader.pragma('busy_timeout = 5000');

  const write = drizzle(writer) as unknown as Query;
  const inside = new AsyncLocalStorage<true>();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function run<T>(work: (q: Query) => Promise<T> | T): Promise<T> {
    writer.exec('BEGIN IMMEDIATE');
    try {
      const result = await inside.run(true, async () => work(write));
      writer.exec('COMMIT');
      return result;
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    q: drizzle(reader) as unknown as Query,
    tx(work) {
      if (closed) return Promise.reject(new Error('the store is closed'));
      if (inside.getStore())
        return Promise.reject(new Error('a transaction inside a transaction would wait for itself'));
      const turn = last.then(() => run(work));
      last = turn.catch(() => {});
      return turn;
    },
    async ping() {
      reader.prepare('select 1').get();
    },
    async close() {
      closed = true;
      await last;
      reader.close();
      writer.pragma('optimize');
      writer.close();
    }
  };
}
