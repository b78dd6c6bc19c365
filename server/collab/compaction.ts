import * as Y from 'yjs';
import type { Journal } from './journal';

/** The steps of a compaction; a test lets each of them fail. */
export type CompactionStep = 'encoded' | 'verified' | 'snapshot-written' | 'done';

/**
 * Writes a snapshot of a document in the place of its rows. Call with a committed state. Before any row goes, what the disk
 * says is read back and compared with the snapshot, so that neither a fault in memory nor one in the encoding can take the
 * place of the log. Returns the snapshot's size. Throws when they differ; a throw at any step leaves the journal as it was.
 */
export function compact(
  journal: Journal,
  document: string,
  epoch: number,
  doc: Y.Doc,
  probe: (step: CompactionStep) => void = () => {}
): number {
  const snapshot = Y.encodeStateAsUpdate(doc);
  probe('encoded');
  const stored = journal.load(document, epoch);
  const onDisk = replay(stored.updates.map(({ update }) => update));
  const again = replay([snapshot]);
  try {
    if (!same(onDisk, again)) throw new Error('the snapshot is not what the journal says');
    probe('verified');
    journal.compact(document, epoch, stored.head, snapshot, () => probe('snapshot-written'));
    probe('done');
    return snapshot.length;
  } finally {
    onDisk.destroy();
    again.destroy();
  }
}

/** At the end of a transaction Yjs joins neighbours in a time and a memory that grow with the square of their number. */
const TRANSACTION_BYTES = 16 * 1024;

/** A document out of its updates, many in one transaction: merging them first takes sixty times as long. */
export function replay(updates: Uint8Array[], doc = new Y.Doc()): Y.Doc {
  for (let next = 0; next < updates.length;)
    doc.transact(() => {
      for (let bytes = 0; next < updates.length && bytes < TRANSACTION_BYTES; next++) {
        Y.applyUpdate(doc, updates[next]!);
        bytes += updates[next]!.length;
      }
    });
  return doc;
}

function same(one: Y.Doc, other: Y.Doc): boolean {
  const complete = [one, other].every((doc) => !doc.store.pendingStructs && !doc.store.pendingDs);
  return complete && Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other));
}
