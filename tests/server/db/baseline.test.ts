import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, migrations } from '../../../server/db/migrate';

/** Every table that the server declares. */
const declared = Object.assign(
  {},
  ...Object.values(import.meta.glob<object>('../../../server/*/tables.ts', { eager: true }))
) as Record<string, unknown>;

function emptyDatabase() {
  const db = new Database(':memory:');
  onTestFinished(() => void db.close());
  return db;
}

/** The statements that made a database, by name. Full-text tables, and what they keep for themselves, are no business of drizzle's. */
function shapeOf(db: Database.Database) {
  const rows = db
    .prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'migration' AND sql NOT LIKE 'CREATE VIRTUAL%'
       AND name NOT IN (SELECT v.name || e.value FROM sqlite_master v, json_each('["_data","_idx","_docsize","_config","_content"]') e
                        WHERE v.sql LIKE 'CREATE VIRTUAL%') ORDER BY type, name`
    )
    .all() as { type: string; name: string; sql: string }[];
  return rows.map(({ type, name, sql }) => [type, name, sql.replace(/\s+/g, ' ')]);
}

describe('the baseline', () => {
  it('makes just the tables that the code declares', async () => {
    const [empty, now] = await Promise.all([generateSQLiteDrizzleJson({}), generateSQLiteDrizzleJson(declared)]);
    const fresh = emptyDatabase();
    for (const statement of await generateSQLiteMigration(empty, now)) fresh.exec(statement);
    const migrated = emptyDatabase();
    migrate(migrated);
    expect(shapeOf(migrated)).toEqual(shapeOf(fresh));
    expect(shapeOf(fresh).length).toBeGreaterThan(100);
  });

  it('is what drizzle-kit would go on from: `npm run db:generate` has nothing to write', async () => {
    const folder = 'server/db/migrations/sqlite/meta';
    const { entries } = JSON.parse(readFileSync(`${folder}/_journal.json`, 'utf8')) as { entries: { idx: number }[] };
    const last = String(entries.at(-1)!.idx).padStart(4, '0');
    const snapshot = JSON.parse(readFileSync(`${folder}/${last}_snapshot.json`, 'utf8'));
    expect(await generateSQLiteMigration(snapshot, await generateSQLiteDrizzleJson(declared, snapshot.id))).toEqual([]);
    expect(migrations().map(({ name }) => name)).toHaveLength(entries.length);
  });

  it('refuses a database of before the first release with a sentence that says what to do, and changes nothing in it', () => {
    const db = emptyDatabase();
    db.exec('CREATE TABLE migration (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT');
    db.exec(
      "INSERT INTO migration VALUES ('0000_ground', '2026-10-01T00:00:00Z'), ('0001_search', '2026-10-01T00:00:00Z')"
    );
    const before = db.serialize();
    expect(() => migrate(db)).toThrow(/before the first release.*Set DATA_DIR to another folder/);
    expect(db.serialize().equals(before)).toBe(true);
  });

  it('refuses a database of a newer version', () => {
    const db = emptyDatabase();
    migrate(db);
    db.exec("INSERT INTO migration VALUES ('9999_later', '2036-10-01T00:00:00Z')");
    expect(() => migrate(db)).toThrow(/newer version.*9999_later/);
  });
});
