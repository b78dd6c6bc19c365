import type { RunResult } from 'better-sqlite3';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';

/**
 * What a query is made with. Await every result: SQLite's driver here answers at once, another engine's would not, and so the
 * type says promises. Only `await` them: what this driver gives has no `then` of its own.
 */
export type Query = BaseSQLiteDatabase<'async', RunResult, Record<string, never>>;

/**
 * The database as the areas see it.
 * `q` reads what is committed. `tx` is the only way to write: one writer at a time, in the order asked, all or nothing.
 * No I/O, no waiting for anything but the database inside `tx`, and no `tx` within a `tx` (it would wait for itself; it throws).
 */
export interface Store {
  readonly q: Query;
  tx<T>(work: (q: Query) => Promise<T> | T): Promise<T>;
  /** Resolves when the database answers; for /readyz. */
  ping(): Promise<void>;
  /** Waits for the writes already asked for, then closes. */
  close(): Promise<void>;
}
