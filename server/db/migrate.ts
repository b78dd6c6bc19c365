import type { Database } from 'better-sqlite3';

// Bundled, so that `node build` needs no folder beside it. Made by `npm run db:generate`; those that drizzle-kit cannot
// write (full-text tables) are by hand.
const files = import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true });

/** The migrations in the order of their numbers: name without folder and ending → SQL. */
export function migrations(): { name: string; sql: string }[] {
  return Object.keys(files)
    .sort()
    .map((path) => ({ name: path.replace(/^.*\/|\.sql$/g, ''), sql: files[path]! }));
}

/** Returns the migrations that the database has not had. Throws when it was written by a newer version. */
export function pendingMigrations(db: Database): { name: string; sql: string }[] {
  const known = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'").get();
  const rows = known ? (db.prepare('SELECT name FROM migration').all() as { name: string }[]) : [];
  const done = new Set(rows.map((row) => row.name));
  const all = migrations();
  const unknown = [...done].filter((name) => !all.some((migration) => migration.name === name));
  if (unknown.length) throw new Error(`The database was written by a newer version (it has ${unknown.join(', ')}).`);
  return all.filter(({ name }) => !done.has(name));
}

/** Brings a database up to date, one transaction a migration. Throws when it was written by a newer version. */
export function migrate(db: Database): void {
  db.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT');
  for (const { name, sql } of pendingMigrations(db)) {
    db.transaction(() => {
      for (const statement of sql.split('--> statement-breakpoint')) if (statement.trim()) db.exec(statement);
      db.prepare('INSERT INTO migration VALUES (?, ?)').run(name, new Date().toISOString());
    }).immediate();
  }
}
