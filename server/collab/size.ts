import type * as Y from 'yjs';
import { Full, type Limits } from './hub-limits';
import type { Examined } from './update';

/** Rows of so many bytes are worth a snapshot, however few they are. */
const COMPACT_BYTES = 1024 * 1024;

/** How large a document is on disk and in memory, and when a snapshot in the place of its rows is worth its cost. */
export class DocumentSize {
  private snapshotBytes = 0;
  private rowBytes = 0;
  /** Rows since the last compaction, also one that failed, and their bytes. */
  private untriedRows: number;
  private untriedBytes: number;
  /** Structs as they came; neighbours may have been joined since. */
  private pieces = 0;

  constructor(
    private readonly limits: Pick<Limits, 'documentBytes' | 'documentPieces'>,
    stored: { updates: { update: Uint8Array }[]; rows: number }
  ) {
    const sizes = stored.updates.map(({ update }) => update.length);
    if (sizes.length > stored.rows) this.snapshotBytes = sizes.shift()!;
    this.rowBytes = this.untriedBytes = sizes.reduce((sum, size) => sum + size, 0);
    this.untriedRows = stored.rows;
  }

  /** That there is room for this. Throws Full. */
  makeSure(doc: Y.Doc, { fresh, pieces }: Examined, bytes: number): void {
    // Deletions take no room.
    if (fresh.size && this.snapshotBytes + this.rowBytes + bytes > this.limits.documentBytes) throw new Full();
    if (this.pieces + pieces <= this.limits.documentPieces) return;
    this.pieces = 0;
    for (const structs of doc.store.clients.values()) this.pieces += structs.length;
    if (this.pieces + pieces > this.limits.documentPieces) throw new Full();
  }

  grown(bytes: number, pieces: number): void {
    this.rowBytes += bytes;
    this.pieces += pieces;
  }

  committed(rows: { update: Uint8Array }[]): void {
    this.untriedRows += rows.length;
    for (const { update } of rows) this.untriedBytes += update.length;
  }

  /** A snapshot costs as much as the document is large; `rows` is how many a small one may have. */
  compactionDue(rows: number): boolean {
    const megabytes = this.snapshotBytes / (1024 * 1024);
    return this.untriedRows >= rows * (1 + megabytes) || this.untriedBytes > COMPACT_BYTES * (1 + megabytes / 2);
  }

  /** A snapshot of so many bytes stands in the place of all rows; null: it could not be made. */
  compacted(bytes: number | null): void {
    // After a failure the next try comes when as much has been written again.
    this.untriedRows = 0;
    this.untriedBytes = 0;
    if (bytes === null) return;
    this.rowBytes = 0;
    this.snapshotBytes = bytes;
  }
}
