import type { Database } from 'better-sqlite3';
import { ConfigError } from '../config';

// Bundled, so that `node build` needs no folder beside it. Made by `npm run db:generate`; those that drizzle-kit cannot
// write (full-text tables) are by hand.
const files = import.meta.glob<string>('./migrations/sqlite/*.sql', { query: '?raw', import: 'default', eager: true });

/** The migrations in the order of their numbers: name without folder and ending → SQL. */
export function migrations(): { name: string; sql: string }[] {
  return Object.keys(files)
    .sort()
    .map((path) => ({ name: path.replace(/^.*\/|\.sql$/g, ''), sql: files[path]! }));
}

/** The first of a chain of migrations that was in no release; nothing leads from its tables to these. */
const BEFORE_RELEASE = '0000_ground';

/**
 * Returns the migrations that the database has not had. Throws ConfigError when it was written before the first release or by a newer
 * version.
 */
export function pendingMigrations(db: Database): { name: string; sql: string }[] {
  const known = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'").get();
  const rows = known ? (db.prepare('SELECT name FROM migration').all() as { name: string }[]) : [];
  const done = new Set(rows.map((row) => row.name));
  if (done.has(BEFORE_RELEASE))
    throw new ConfigError(
      'The database was written before the first release and cannot be read; nothing in it was changed. Set DATA_DIR to another folder; the demo starts over with “npm run demo -- --fresh”.'
    );
  const all = migrations();
  const unknown = [...done].filter((name) => !all.some((migration) => migration.name === name));
  if (unknown.length)
    throw new ConfigError(
      `The database was written by a newer version (it has ${unknown.join(', ')}); nothing in it was changed. Start the version that wrote it.`
    );
  return all.filter(({ name }) => !done.has(name));
}

/** Brings a database up to date, one transaction a migration. Throws what `pendingMigrations` throws. */
export function migrate(db: Database): void {
  db.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT');
  for (const { name, sql } of pendingMigrations(db)) {
    db.transaction(() => {
      for (const statement of sql.split('--> statement-breakpoint')) if (statement.trim()) db.exec(statement);
      db.prepare('INSERT INTO migration VALUES (?, ?)').run(name, new Date().toISOString());
    }).immediate();
  }
}
