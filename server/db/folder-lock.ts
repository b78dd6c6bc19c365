import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { ConfigError } from '../config';

/** Nothing stands in it. Never open or copy it elsewhere in the process: on POSIX, closing a file gives up its locks. */
export const LOCK_FILE = 'lock.sqlite';

/** Kept from the garbage collector, which would close them. */
const taken = new Set<Database.Database>();

/** A process that is on its way out may still have the folder for a moment. */
const PATIENCE_MS = 1_000;

/**
 * Takes the data folder for this process alone and returns what gives it back; null: another process has it. The lock is
 * one of the operating system's, held by SQLite, so that it ends with the process however that ends.
 */
export function lockFolder(dataDir: string, patienceMs = PATIENCE_MS): (() => void) | null {
  mkdirSync(dataDir, { recursive: true });
  const db = new Database(path.join(dataDir, LOCK_FILE), { timeout: patienceMs });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  taken.add(db);
  return () => {
    db.close();
    taken.delete(db);
  };
}

/** The same for a server. Throws ConfigError when another process has the folder. */
export function takeFolder(dataDir: string): () => void {
  const release = lockFolder(dataDir);
  if (release) return release;
  throw new ConfigError(
    `Another server is running on DATA_DIR (${dataDir}). Stop it first, or set DATA_DIR to another folder.`
  );
}
