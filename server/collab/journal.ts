import { createHash } from 'node:crypto';
import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { migrateJournal } from './journal-migrations';
import { FROM_FILE } from './client-ids';
import { PIECE_BYTES } from './hub-limits';
import type { Decision, Quarantined, Removed } from './types';

/** Who wrote: the account that was signed in, and the device. */
export interface Author {
  accountId: string;
  /** The device's id; `account:<id>` for a caller without a device, `system` for the server itself. */
  deviceId: string;
  /** Which devices this one has proven to have been, under which accounts, before it lost its cookie (see device-proof.ts). */
  proven?: readonly Proven[] | undefined;
}

/** A device under an account. */
export type Proven = Pick<Author, 'accountId' | 'deviceId'>;

export interface JournalRow {
  seq: number;
  update: Uint8Array;
  author: Author;
}

/** What was neither applied nor thrown away. `gap`: its predecessor never came; it is tried again when the document grows. */
export interface QuarantineEntry {
  update: Uint8Array;
  author: Author;
  clientId: number;
  reason: Quarantined['reason'];
}

/** A record that was deleted with its key, and what stood in it. */
export interface RemovedRecord {
  root: string;
  record: string;
  /** JSON */
  words: string;
  author: Author;
}

/** What one document writes in one commit. */
export interface Entry {
  document: string;
  epoch: number;
  /** Numbered on from the last row that the writer has read or written; refused where the log has gone on from there. */
  rows: JournalRow[];
  /** Client ids that were used for the first time. */
  bindings: { clientId: number; author: Author }[];
  quarantined: QuarantineEntry[];
  /** Quarantined updates whose gap has been filled. */
  resolved: Uint8Array[];
  /** Records whose keys were deleted by this entry's rows. */
  removed?: RemovedRecord[];
  /** The row up to which the kind's `settled` has run; 0: as before. */
  settled: number;
}

export interface Stored {
  /** A snapshot, if any, then the rows after it, in order. */
  updates: { seq: number; update: Uint8Array }[];
  /** The last row's number; 0 when there is none. */
  head: number;
  /** Rows since the last snapshot. */
  rows: number;
  settled: number;
  bindings: Map<number, Author>;
  waiting: QuarantineEntry[];
}

/** The durable log. */
export interface Journal {
  load(document: string, epoch: number): Stored;
  /**
   * All or nothing; what returned outlives the death of this process. It outlives a power cut too when a client id was
   * bound, and once `sync` has resolved. Throws HeadMoved, and writes nothing, where another process has written to a log
   * since it was read: rows that nobody here has seen would be hidden, or these by the snapshot in their place.
   */
  commit(entries: Entry[]): void;
  /** Resolves when everything committed before the call outlives a power cut. Rejects when that cannot be had. */
  sync(): Promise<void>;
  /**
   * Puts a snapshot in the place of all rows up to `head`. `probe` is called between the two steps. Throws HeadMoved where
   * `head` is not the last row.
   */
  compact(document: string, epoch: number, head: number, snapshot: Uint8Array, probe?: () => void): void;
  /** Documents with rows that `settled` has not seen. */
  unsettled(): { document: string; epoch: number }[];
  /** How much each device has in the quarantine of a document; a piece counts for a little more than its bytes. */
  quarantineBytes(document: string, epoch: number): Map<string, number>;
  quarantined(document: string): Quarantined[];
  /** The bytes of these, in the order they came. */
  quarantinedUpdates(document: string, ids: number[]): { id: number; update: Uint8Array; author: Author }[];
  /** Notes what a person decided of one; false where that stood already. */
  decide(id: number, decision: Decision, accountId: string): boolean;
  removed(document: string): Removed[];
  /** Who ever wrote in a document, and when last; the server itself is left out. */
  writers(document: string): (Author & { lastAt: string })[];
  close(): void;
}

/** Another process has written to the log of a document since it was read here. */
export class HeadMoved extends Error {
  constructor(document: string, head: number) {
    super(`the journal of ${document} has gone on from row ${head}: another process writes to it`);
  }
}

/** How many earlier snapshots stay, as revisions. */
const KEPT_SNAPSHOTS = 5;
/** Traces of removed records, of each who left them: nobody can push out another's. */
const KEPT_REMOVED = 200;

const syncFile = promisify(fdatasync);

const digestOf = (update: Uint8Array) => createHash('sha256').update(update).digest();

/**
 * When the disk is waited for. `ack`: a commit is written at once, and the disk is waited for off the event loop, before
 * anything is acknowledged. `commit`: every commit waits, and everything else with it (`synchronous=FULL`), so that nobody
 * sees for a moment what a power cut could still take from the server (their own tablet and its author's would still have it).
 */
export type DiskWait = 'ack' | 'commit';

/** Opens the journal in a file of its own. Throws when the file was written by a newer version. */
export function openJournal(file: string, now: () => Date, wait: DiskWait = 'ack'): Journal {
  const db = new Database(file);
  // A row is some thirty bytes and a commit writes whole pages: small ones make the wait for the disk a quarter shorter.
  db.pragma('page_size = 1024');
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${wait === 'commit' ? 'FULL' : 'NORMAL'}`);
  db.pragma('busy_timeout = 5000');
  migrateJournal(db);
  // The write-ahead log is one file for as long as this connection is open, and a commit is on disk when its part of it is.
  db.exec('BEGIN IMMEDIATE; COMMIT');
  const wal = openSync(`${file}-wal`, 'r+');

  const documentIds = new Map<string, number>();
  const authorIds = new WeakMap<Author, number>();
  const sql = {
    document: db.prepare<[string, number], { id: number; head: number; settled: number }>(
      'SELECT id, head, settled FROM document WHERE name = ? AND epoch = ?'
    ),
    addDocument: db.prepare('INSERT INTO document (name, epoch) VALUES (?, ?)'),
    advance: db.prepare('UPDATE document SET head = ? WHERE id = ? AND head = ?'),
    settle: db.prepare('UPDATE document SET settled = ? WHERE id = ? AND settled < ?'),
    author: db
      .prepare<[string, string], number>('SELECT id FROM author WHERE account_id = ? AND device_id = ?')
      .pluck(),
    addAuthor: db.prepare('INSERT INTO author (account_id, device_id) VALUES (?, ?)'),
    addRow: db.prepare('INSERT INTO row (document_id, seq, author_id, at, bytes) VALUES (?, ?, ?, ?, ?)'),
    rows: db.prepare<[number, number], { seq: number; bytes: Buffer }>(
      'SELECT seq, bytes FROM row WHERE document_id = ? AND seq > ? ORDER BY seq'
    ),
    snapshot: db.prepare<[number], { seq: number; bytes: Buffer }>(
      'SELECT seq, bytes FROM snapshot WHERE document_id = ? ORDER BY seq DESC LIMIT 1'
    ),
    addSnapshot: db.prepare('INSERT INTO snapshot (document_id, seq, at, bytes) VALUES (?, ?, ?, ?)'),
    dropSnapshots: db.prepare(
      `DELETE FROM snapshot WHERE document_id = ? AND seq NOT IN
         (SELECT seq FROM snapshot WHERE document_id = ? ORDER BY seq DESC LIMIT ${KEPT_SNAPSHOTS})`
    ),
    keepAuthors: db.prepare(
      `INSERT INTO written (document_id, author_id, first_seq, last_seq, first_at, last_at, rows)
       SELECT document_id, author_id, min(seq), max(seq), min(at), max(at), count(*)
       FROM row WHERE document_id = ? AND seq <= ? GROUP BY author_id`
    ),
    dropRows: db.prepare('DELETE FROM row WHERE document_id = ? AND seq <= ?'),
    bindings: db.prepare<[number], { client: number; accountId: string; deviceId: string }>(
      `SELECT b.client_id AS client, a.account_id AS accountId, a.device_id AS deviceId
       FROM client_binding b JOIN author a ON a.id = b.author_id WHERE b.document_id = ?`
    ),
    // The first binding holds, but for one that only a file has told of.
    bind: db.prepare(
      `INSERT INTO client_binding (document_id, client_id, author_id, at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET author_id = excluded.author_id, at = excluded.at
       WHERE author_id IN (SELECT id FROM author WHERE device_id = '${FROM_FILE}')`
    ),
    quarantine: db.prepare(
      `INSERT OR IGNORE INTO quarantine (document_id, digest, author_id, client_id, reason, at, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?)`
    ),
    resolve: db.prepare("DELETE FROM quarantine WHERE document_id = ? AND digest = ? AND reason = 'gap'"),
    waiting: db.prepare<[number], { bytes: Buffer; client: number; account: string; device: string }>(
      `SELECT q.bytes, q.client_id AS client, a.account_id AS account, a.device_id AS device
       FROM quarantine q JOIN author a ON a.id = q.author_id
       WHERE q.document_id = ? AND q.reason = 'gap' AND q.decision IS NULL ORDER BY q.id`
    ),
    quarantineBytes: db.prepare<[string, number], { device: string; bytes: number }>(
      `SELECT a.device_id AS device, sum(length(q.bytes) + ${PIECE_BYTES}) AS bytes
       FROM quarantine q JOIN document d ON d.id = q.document_id JOIN author a ON a.id = q.author_id
       WHERE d.name = ? AND d.epoch = ? GROUP BY a.device_id`
    ),
    quarantined: db.prepare<[string], Quarantined>(
      `SELECT q.id, q.at, a.account_id AS accountId, a.device_id AS deviceId, q.client_id AS clientId,
         length(q.bytes) AS bytes, q.reason, q.decision, q.decided_at AS decidedAt, q.decided_by AS decidedBy
       FROM quarantine q JOIN document d ON d.id = q.document_id JOIN author a ON a.id = q.author_id
       WHERE d.name = ? ORDER BY q.id DESC`
    ),
    update: db.prepare<[number, string], { id: number; bytes: Buffer; accountId: string; deviceId: string }>(
      `SELECT q.id, q.bytes, a.account_id AS accountId, a.device_id AS deviceId
       FROM quarantine q JOIN document d ON d.id = q.document_id JOIN author a ON a.id = q.author_id
       WHERE q.id = ? AND d.name = ? AND q.decision IS NOT 'taken'`
    ),
    decide: db.prepare(
      // What was taken stands in the log.
      `UPDATE quarantine SET decision = @decision, decided_at = @at, decided_by = @accountId,
         bytes = CASE @decision WHEN 'taken' THEN x'' ELSE bytes END
       WHERE id = @id AND decision IS NOT 'taken' AND decision IS NOT @decision`
    ),
    addRemoved: db.prepare(
      'INSERT INTO removed (document_id, author_id, at, root, record, words) VALUES (?, ?, ?, ?, ?, ?)'
    ),
    forgetRemoved: db.prepare(
      `DELETE FROM removed WHERE document_id = @document AND author_id = @author AND id NOT IN
         (SELECT id FROM removed WHERE document_id = @document AND author_id = @author
          ORDER BY id DESC LIMIT ${KEPT_REMOVED})`
    ),
    removed: db.prepare<[string], Removed>(
      `SELECT r.at, a.account_id AS accountId, a.device_id AS deviceId, r.root, r.record, r.words
       FROM removed r JOIN document d ON d.id = r.document_id JOIN author a ON a.id = r.author_id
       WHERE d.name = ? ORDER BY r.id DESC`
    ),
    writers: db.prepare<[string, string], { accountId: string; deviceId: string; lastAt: string }>(
      `SELECT a.account_id AS accountId, a.device_id AS deviceId, max(w.at) AS lastAt FROM (
         SELECT r.author_id AS author, r.at FROM row r JOIN document d ON d.id = r.document_id WHERE d.name = ?
         UNION ALL
         SELECT w.author_id, w.last_at FROM written w JOIN document d ON d.id = w.document_id WHERE d.name = ?
       ) w JOIN author a ON a.id = w.author WHERE a.device_id <> 'system'
       GROUP BY a.id ORDER BY lastAt DESC, a.id`
    ),
    unsettled: db.prepare<[], { document: string; epoch: number }>(
      'SELECT name AS document, epoch FROM document WHERE settled < head'
    )
  };

  // The caches are filled inside transactions; a transaction that fails ends the process, so they never outlive a lie.
  function documentId(name: string, epoch: number): number {
    const key = `${epoch} ${name}`;
    const known = documentIds.get(key) ?? sql.document.get(name, epoch)?.id;
    const id = known ?? Number(sql.addDocument.run(name, epoch).lastInsertRowid);
    documentIds.set(key, id);
    return id;
  }
  function authorId(author: Author): number {
    const known = authorIds.get(author);
    if (known !== undefined) return known;
    const { accountId, deviceId } = author;
    const id = sql.author.get(accountId, deviceId) ?? Number(sql.addAuthor.run(accountId, deviceId).lastInsertRowid);
    authorIds.set(author, id);
    return id;
  }

  /** Compares the head and sets it, in the transaction of whatever builds on it. */
  function advance(id: number, document: string, from: number, to: number): void {
    if (sql.advance.run(to, id, from).changes !== 1) throw new HeadMoved(document, from);
  }

  function write(entries: Entry[]): void {
    const at = now().toISOString();
    for (const entry of entries) {
      const id = documentId(entry.document, entry.epoch);
      const [first] = entry.rows;
      if (first) advance(id, entry.document, first.seq - 1, first.seq - 1 + entry.rows.length);
      for (const { seq, author, update } of entry.rows) sql.addRow.run(id, seq, authorId(author), at, update);
      for (const { clientId, author } of entry.bindings) sql.bind.run(id, clientId, authorId(author), at);
      // Before the others: what waited for its gap may be found to be another's words when that is filled.
      for (const update of entry.resolved) sql.resolve.run(id, digestOf(update));
      for (const { update, author, clientId, reason } of entry.quarantined)
        sql.quarantine.run(id, digestOf(update), authorId(author), clientId, reason, at, update);
      for (const { root, record, words, author } of entry.removed ?? [])
        sql.addRemoved.run(id, authorId(author), at, root, record, words);
      for (const author of new Set((entry.removed ?? []).map((one) => authorId(one.author))))
        sql.forgetRemoved.run({ document: id, author });
      if (entry.settled) sql.settle.run(entry.settled, id, entry.settled);
    }
  }
  const commit = db.transaction(write);
  const compact = db.transaction(
    (document: string, epoch: number, head: number, snapshot: Uint8Array, probe?: () => void) => {
      const id = documentId(document, epoch);
      advance(id, document, head, head);
      sql.addSnapshot.run(id, head, now().toISOString(), snapshot);
      probe?.();
      sql.keepAuthors.run(id, head);
      sql.dropRows.run(id, head);
      sql.dropSnapshots.run(id, id);
    }
  );

  // In a transaction: another process may put a snapshot in the place of the rows between two statements.
  const load = db.transaction((document: string, epoch: number): Stored => {
    const found = sql.document.get(document, epoch);
    if (!found) return { updates: [], head: 0, rows: 0, settled: 0, bindings: new Map(), waiting: [] };
    const snapshot = sql.snapshot.get(found.id);
    const rows = sql.rows.all(found.id, snapshot?.seq ?? 0);
    const updates = [...(snapshot ? [snapshot] : []), ...rows].map(({ seq, bytes }) => ({ seq, update: bytes }));
    return {
      updates,
      head: found.head,
      rows: rows.length,
      settled: found.settled,
      bindings: new Map(sql.bindings.all(found.id).map(({ client, ...author }) => [client, author])),
      waiting: sql.waiting.all(found.id).map(({ bytes, client, account, device }) => ({
        update: bytes,
        clientId: client,
        author: { accountId: account, deviceId: device },
        reason: 'gap'
      }))
    };
  });

  return {
    load: (document, epoch) => load(document, epoch),
    commit(entries) {
      commit.immediate(entries);
      // Whose a client id is must be certain before anybody has seen a word under it.
      if (wait === 'ack' && entries.some((entry) => entry.bindings.length)) fdatasyncSync(wal);
    },
    sync: () => (wait === 'ack' ? syncFile(wal) : Promise.resolve()),
    compact: (document, epoch, head, snapshot, probe) => compact.immediate(document, epoch, head, snapshot, probe),
    unsettled: () => sql.unsettled.all(),
    quarantineBytes: (document, epoch) =>
      new Map(sql.quarantineBytes.all(document, epoch).map(({ device, bytes }) => [device, bytes])),
    quarantined: (document) => sql.quarantined.all(document),
    quarantinedUpdates: (document, ids) =>
      ids
        .flatMap((id) => sql.update.get(id, document) ?? [])
        .sort((a, b) => a.id - b.id)
        .map(({ id, bytes, ...author }) => ({ id, update: bytes, author })),
    decide: (id, decision, accountId) =>
      sql.decide.run({ id, decision, accountId, at: now().toISOString() }).changes === 1,
    removed: (document) => sql.removed.all(document),
    writers: (document) => sql.writers.all(document, document),
    close() {
      closeSync(wal);
      db.pragma('optimize');
      db.close();
    }
  };
}
