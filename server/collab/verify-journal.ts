import Database from 'better-sqlite3';
import type * as Y from 'yjs';
import { replay } from './compaction';

/** One document as the journal holds it. `doc` lives for the duration of the call only. */
export interface JournalDocument {
  name: string;
  epoch: number;
  doc: Y.Doc;
  /** The kind's `settled` has seen all of it. */
  settled: boolean;
}

interface Row {
  seq: number;
  bytes: Buffer;
}

/**
 * Walks a journal that may be in use: the file's own pages, then each document's snapshots and rows from the first to the
 * last. Reports what is wrong, a sentence each, and hands every document that could be put together to `each`.
 */
export async function verifyJournal(
  file: string,
  fault: (where: string, what: string) => void,
  each: (document: JournalDocument) => Promise<void> | void
): Promise<{ documents: number; rows: number; quarantined: number }> {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    for (const { integrity_check: said } of db.pragma('integrity_check') as { integrity_check: string }[])
      if (said !== 'ok') fault('journal', said);
    for (const { table } of db.pragma('foreign_key_check') as { table: string }[])
      fault('journal', `a row of ${table} points to nothing`);

    const documents = db
      .prepare<[], { id: number; name: string; epoch: number; head: number; settled: number }>(
        'SELECT * FROM document ORDER BY id'
      )
      .all();
    const snapshots = db.prepare<[number], Row>('SELECT seq, bytes FROM snapshot WHERE document_id = ? ORDER BY seq');
    const rows = db.prepare<[number, number], Row>(
      'SELECT seq, bytes FROM row WHERE document_id = ? AND seq > ? ORDER BY seq'
    );
    const strays = db
      .prepare<[number, number], number>('SELECT count(*) FROM row WHERE document_id = ? AND seq <= ?')
      .pluck();
    const bound = db.prepare<[number], number>('SELECT client_id FROM client_binding WHERE document_id = ?').pluck();
    let count = 0;
    for (const { id, name, epoch, head, settled } of documents) {
      const where = `journal ${name} (epoch ${epoch})`;
      const kept = snapshots.all(id);
      const snapshot = kept.at(-1);
      const after = rows.all(id, snapshot?.seq ?? 0);
      count += after.length;
      if (snapshot && strays.get(id, snapshot.seq))
        fault(where, 'rows stand before the snapshot that took their place');
      after.forEach(({ seq }, n) => {
        if (seq !== (snapshot?.seq ?? 0) + n + 1)
          fault(where, `row ${(snapshot?.seq ?? 0) + n + 1} is missing before ${seq}`);
      });
      const last = after.at(-1)?.seq ?? snapshot?.seq ?? 0;
      if (last !== head) fault(where, `the last row is ${last}, and ${head} was written`);
      const doc = putTogether([...(snapshot ? [snapshot] : []), ...after], where, fault);
      if (!doc) continue;
      try {
        if (doc.store.pendingStructs || doc.store.pendingDs) fault(where, 'something it builds on is missing');
        const known = new Set(bound.all(id));
        for (const clientId of doc.store.clients.keys())
          if (!known.has(clientId)) fault(where, `words stand under client id ${clientId}, which is nobody's`);
        await each({ name, epoch, doc, settled: settled >= head });
      } finally {
        doc.destroy();
      }
    }
    const quarantined = db.prepare<[], number>('SELECT count(*) FROM quarantine').pluck().get() ?? 0;
    return { documents: documents.length, rows: count, quarantined };
  } finally {
    db.close();
  }
}

function putTogether(updates: Row[], where: string, fault: (where: string, what: string) => void): Y.Doc | null {
  try {
    return replay(updates.map(({ bytes }) => bytes));
  } catch {
    // One by one, to name the row.
    for (const [n, { seq }] of updates.entries()) {
      try {
        replay(updates.slice(0, n + 1).map(({ bytes }) => bytes)).destroy();
      } catch (error) {
        fault(where, `row ${seq} cannot be applied: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      }
    }
    return null;
  }
}

/**
 * In a copy of a journal: lets every document reach the database again. A backup takes the journal after the database, so
 * it may say of words that they have arrived there which the database's own copy has not seen.
 */
export function forgetSettled(file: string): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.exec('UPDATE document SET settled = 0');
  } finally {
    db.close();
  }
}
