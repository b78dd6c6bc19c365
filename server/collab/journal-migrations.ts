import type { Database } from 'better-sqlite3';
import { ConfigError } from '../config';

// The journal has its own file and its own few tables, so that its commits never wait for the database's writer.
const TABLES = `
  CREATE TABLE document (
     id INTEGER PRIMARY KEY, name TEXT NOT NULL, epoch INTEGER NOT NULL, head INTEGER NOT NULL DEFAULT 0,
     settled INTEGER NOT NULL DEFAULT 0, UNIQUE (name, epoch)) STRICT;
   CREATE TABLE author (
     id INTEGER PRIMARY KEY, account_id TEXT NOT NULL, device_id TEXT NOT NULL, UNIQUE (device_id, account_id)) STRICT;
   CREATE TABLE row (
     document_id INTEGER NOT NULL REFERENCES document (id), seq INTEGER NOT NULL,
     author_id INTEGER NOT NULL REFERENCES author (id), at TEXT NOT NULL, bytes BLOB NOT NULL,
     PRIMARY KEY (document_id, seq)) STRICT, WITHOUT ROWID;
   CREATE TABLE snapshot (
     document_id INTEGER NOT NULL REFERENCES document (id), seq INTEGER NOT NULL, at TEXT NOT NULL, bytes BLOB NOT NULL,
     PRIMARY KEY (document_id, seq)) STRICT;
   CREATE TABLE written (
     document_id INTEGER NOT NULL REFERENCES document (id), author_id INTEGER NOT NULL REFERENCES author (id),
     first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
     rows INTEGER NOT NULL, PRIMARY KEY (document_id, first_seq)) STRICT, WITHOUT ROWID;
   CREATE TABLE client_binding (
     document_id INTEGER NOT NULL REFERENCES document (id), client_id INTEGER NOT NULL,
     author_id INTEGER NOT NULL REFERENCES author (id), at TEXT NOT NULL,
     PRIMARY KEY (document_id, client_id)) STRICT, WITHOUT ROWID;
   CREATE TABLE quarantine (
     id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES document (id), digest BLOB NOT NULL,
     author_id INTEGER NOT NULL REFERENCES author (id), client_id INTEGER NOT NULL, reason TEXT NOT NULL,
     at TEXT NOT NULL, bytes BLOB NOT NULL, decision TEXT, decided_at TEXT, decided_by TEXT,
     UNIQUE (document_id, digest)) STRICT;
   CREATE TABLE removed (
     id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES document (id),
     author_id INTEGER NOT NULL REFERENCES author (id), at TEXT NOT NULL, root TEXT NOT NULL, record TEXT NOT NULL,
     words TEXT NOT NULL) STRICT;
   CREATE INDEX removed_document ON removed (document_id);`;

/** Version 1, which kept no head, and 2, in which nobody decided what was put aside, were in no release. */
const VERSION = 3;

/**
 * Makes the journal's tables in a new file; their version stands in `user_version`. Throws ConfigError where the file was
 * written by an older or a newer version.
 */
export function migrateJournal(db: Database): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > VERSION)
    throw new ConfigError(`The journal was written by a newer version (${version}; this one knows ${VERSION}).`);
  if (version > 0 && version < VERSION)
    throw new ConfigError(
      'The journal was written before the first release and cannot be read. Set DATA_DIR to another folder; the demo starts over with “npm run demo -- --fresh”.'
    );
  if (version === VERSION) return;
  db.transaction(() => {
    db.exec(TABLES);
    db.pragma(`user_version = ${VERSION}`);
  }).immediate();
}
