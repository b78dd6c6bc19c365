import * as Y from 'yjs';
import { QuarantineQueue } from './quarantine-queue';
import { clientIds, type ClientIds } from './client-ids';
import { replay } from './compaction';
import type { Author, Entry, Journal, JournalRow, QuarantineEntry, RemovedRecord } from './journal';
import { costOf } from './faults';
import { Full, type Limits } from './hub-limits';
import { Malformed } from './protocol';
import { DocumentSize } from './size';
import type { HubLog } from './types';
import { watchRemoved } from './removed-records';
import { examine, fittingPart, has, newsOf, type Examined, type Id } from './update';

/** A row on its way to the disk, and then to everybody but who sent it. */
export interface Queued<Sender> extends JournalRow {
  from: Sender | null;
  /** The frame as it came, when all of it was taken. */
  frame: Uint8Array | null;
}

/** A quarantined update with a gap; `missing` once it is known what it waits for. */
interface Waiting extends QuarantineEntry {
  missing?: Id;
}

/** What an update builds on and the document has not; nothing was done with it. */
export interface Missing {
  missing: Id;
}

const SYSTEM: Author = { accountId: 'system', deviceId: 'system' };

/**
 * A document and its log. The Y.Doc holds what is on disk and what is queued for it, never a struct whose predecessor is
 * missing: an update is looked at before it is applied, and one that does not fit yet is left to the caller. So what a
 * reader sees is free of gaps whatever a client sends, and nobody's gap holds up anybody else.
 */
export class LoggedDocument<Sender> {
  doc: Y.Doc;
  seq: number;
  /** The row up to which the kind's `settled` has run. */
  settled: number;
  private recorded: number;
  readonly size: DocumentSize;
  queue: Queued<Sender>[] = [];
  private readonly ids: ClientIds;
  private readonly toQuarantine: QuarantineQueue;
  private resolved: Uint8Array[] = [];
  private removed: RemovedRecord[] = [];
  /** Whose update is being applied. */
  private applying: Author | null = null;
  /** Quarantined for a gap, tried again when what is missing has come. */
  private waiting: Waiting[];

  constructor(
    readonly name: string,
    readonly epoch: number,
    private readonly options: {
      journal: Journal;
      log: HubLog;
      limits: Limits;
      /** See `DocumentKind.keepsRecordsOf`. */
      keepsRecordsOf?: readonly string[] | undefined;
    }
  ) {
    const stored = options.journal.load(name, epoch);
    this.seq = stored.head;
    this.size = new DocumentSize(options.limits, stored);
    this.toQuarantine = new QuarantineQueue(options.limits, () => options.journal.quarantineBytes(name, epoch));
    this.settled = this.recorded = stored.settled;
    this.waiting = stored.waiting;
    this.ids = clientIds(stored.bindings, options.limits.clientIdsPerDevice);
    this.doc = this.loaded(stored.updates);
  }

  /**
   * Takes an update of `author` if it fits. One that writes under another device's client id is put aside whole. Throws
   * Malformed, OverRate and Full; the document is then as it was.
   */
  admit(
    author: Author,
    update: Uint8Array,
    from: Sender | null = null,
    frame: Uint8Array | null = null
  ): 'taken' | 'aside' | Missing {
    const examined = this.examined(update);
    const { fresh, missing } = examined;
    const foreign = this.ids.foreign(fresh.keys(), author);
    if (foreign !== null) {
      // Its deletions too: of words that are everybody's, they are as much in another's name as the new ones.
      const news = newsOf(this.doc, update);
      this.quarantine({ update: news, author, clientId: foreign, reason: 'foreign-client-id' });
      return 'aside';
    }
    if (missing) return { missing };
    this.makeSure(examined, update.length, author);
    this.take(examined, author, update, from, frame);
    return 'taken';
  }

  /**
   * Takes an update that a person vouches for, under whosever client ids it was written; those that nobody has used become the
   * author's. Returns false where it builds on something that is missing. Throws as `admit`.
   */
  vouchFor(author: Author, update: Uint8Array): boolean {
    const examined = this.examined(update);
    if (examined.missing) return false;
    this.size.makeSure(this.doc, examined, update.length);
    this.take(examined, author, update, null, null);
    this.decided(update);
    return true;
  }

  /** A person has decided of this one: it is not tried again by itself. */
  decided(update: Uint8Array): void {
    this.waiting = this.waiting.filter((entry) => Buffer.compare(entry.update, update) !== 0);
  }

  /** A copy of the document with these updates in it, one after the other; those that do not fit are left out and counted. */
  withUpdates(updates: Uint8Array[]): { doc: Y.Doc; left: number } {
    const doc = replay([Y.encodeStateAsUpdate(this.doc)]);
    let waiting = updates;
    for (let before = -1; waiting.length !== before;) {
      before = waiting.length;
      waiting = waiting.filter((update) => !applied(doc, update, this.options.limits));
    }
    return { doc, left: waiting.length };
  }

  /** Takes what can stand of an update whose gap its sender could not fill, and quarantines all of it to be tried again. */
  salvage(author: Author, update: Uint8Array): void {
    if (this.ids.foreign(examine(this.doc, update).fresh.keys(), author) === null) {
      const part = fittingPart(this.doc, update);
      if (part) this.admit(author, part);
    }
    const outcome = this.admit(author, update);
    if (typeof outcome === 'string') return;
    const clientId = examine(this.doc, update).fresh.keys().next().value ?? 0;
    const entry: Waiting = { update, author, clientId, reason: 'gap', missing: outcome.missing };
    this.quarantine(entry);
    this.waiting.push(entry);
  }

  /** Which account first used a client id; null: nobody has, or the server itself. */
  readonly whose = (clientId: number): string | null => {
    const author = this.ids.authorOf(clientId);
    return author && author.deviceId !== SYSTEM.deviceId ? author.accountId : null;
  };

  has(id: Id): boolean {
    return has(this.doc, id);
  }

  /** Tries what was quarantined for a gap that is filled; true when something of it was taken. */
  retryWaiting(): boolean {
    let taken = false;
    for (const entry of this.waiting) {
      if (entry.missing && !this.has(entry.missing)) continue;
      try {
        const outcome = this.admit(entry.author, entry.update);
        if (typeof outcome !== 'string') {
          entry.missing = outcome.missing;
          continue;
        }
        taken = true;
      } catch (error) {
        if (!costOf(error)) throw error;
      }
      this.waiting = this.waiting.filter((other) => other !== entry);
      this.resolved.push(entry.update);
    }
    return taken;
  }

  /** The server's own change, all or nothing; false when it changed nothing. Throws what `change` throws. */
  change(change: (doc: Y.Doc) => void): boolean {
    const { doc } = this;
    const made: Uint8Array[] = [];
    const keep = (update: Uint8Array) => made.push(update);
    doc.on('update', keep);
    try {
      doc.transact(() => change(doc));
    } catch (error) {
      if (made.length) this.rebuild();
      throw error;
    } finally {
      doc.off('update', keep);
    }
    for (const update of made) {
      this.ids.bind(doc.clientID, SYSTEM);
      this.size.grown(update.length, 1);
      this.queue.push({ seq: ++this.seq, update, author: SYSTEM, from: null, frame: null });
    }
    return made.length > 0;
  }

  /** Whether a device may show this client id as its presence; from then on it is the device's. */
  mayShow(clientId: number, deviceId: string, proven?: Author['proven']): boolean {
    if (this.ids.foreign([clientId], { deviceId, proven }) !== null || this.ids.left(deviceId) < 1) return false;
    this.ids.reserve(clientId, deviceId);
    return true;
  }

  /** What the next commit writes, or null. */
  entry(): Entry | null {
    if (!this.queue.length && !this.toQuarantine.queued.length && !this.resolved.length) return null;
    return {
      document: this.name,
      epoch: this.epoch,
      rows: this.queue,
      bindings: this.ids.takeNew(),
      quarantined: this.toQuarantine.queued,
      resolved: this.resolved,
      removed: this.removed,
      settled: this.newlySettled()
    };
  }

  /** The commit has succeeded; returns the rows that everybody may now see. */
  committed(): Queued<Sender>[] {
    const rows = this.queue;
    this.queue = [];
    this.toQuarantine.committed();
    this.resolved = [];
    this.removed = [];
    this.size.committed(rows);
    return rows;
  }

  /** Writes down how far `settled` has come; without it the settling is merely done once more. */
  recordSettled(): void {
    const { name: document, epoch } = this;
    const settled = this.newlySettled();
    if (!settled) return;
    const nothing = { rows: [], bindings: [], quarantined: [], resolved: [] };
    this.options.journal.commit([{ document, epoch, ...nothing, settled }]);
  }

  private newlySettled(): number {
    if (this.settled === this.recorded) return 0;
    this.recorded = this.settled;
    return this.settled;
  }

  get queuedBytes(): number {
    return this.queue.reduce((sum, row) => sum + row.update.length, 0);
  }

  /** That there is room for this. Throws Full. */
  private makeSure(examined: Examined, bytes: number, { deviceId }: Author): void {
    const { fresh } = examined;
    this.size.makeSure(this.doc, examined, bytes);
    const left = this.ids.left(deviceId);
    if (fresh.size > left && [...fresh.keys()].filter((id) => this.ids.unknown(id)).length > left) throw new Full();
  }

  /** Reads an update. Throws Malformed, and Full where it is of too many pieces. */
  private examined(update: Uint8Array): Examined {
    const examined = examine(this.doc, update);
    if (examined.pieces > this.options.limits.updatePieces) throw new Full();
    return examined;
  }

  private take(
    { fresh, pieces }: Examined,
    author: Author,
    update: Uint8Array,
    from: Sender | null,
    frame: Uint8Array | null
  ): void {
    const taken = this.apply(author, update, fresh.size > 0, frame !== null);
    if (!taken) return;
    this.size.grown(taken.length, pieces);
    for (const clientId of fresh.keys()) this.ids.bind(clientId, author);
    this.queue.push({ seq: ++this.seq, update: taken, author, from, frame });
  }

  private quarantine(entry: QuarantineEntry): void {
    if (!this.toQuarantine.put(entry)) return;
    const { reason, update } = entry;
    this.options.log.warn({ document: this.name, reason, bytes: update.length }, 'update quarantined');
  }

  /** The bytes to write and send on, or null when nothing was new. `whole`: as they came, else only what was new. */
  private apply(author: Author, update: Uint8Array, hasFresh: boolean, whole: boolean): Uint8Array | null {
    const { doc } = this;
    const made: Uint8Array[] = [];
    const keep = (bytes: Uint8Array) => made.push(bytes);
    // Without a listener Yjs does not encode the change a second time.
    if (!whole) doc.on('update', keep);
    this.applying = author;
    const before = this.removed.length;
    try {
      const transaction = doc.transact((now) => {
        Y.applyUpdate(doc, update);
        return now;
      });
      if (doc.store.pendingStructs || doc.store.pendingDs) throw new Malformed('an update that contradicts itself');
      if (!whole) return made[0] ?? null;
      return hasFresh || transaction.deleteSet.clients.size > 0 ? update : null;
    } catch (error) {
      // Yjs has no way back out of half an update.
      this.removed.length = before;
      this.rebuild();
      this.quarantine({ update, author, clientId: 0, reason: 'malformed' });
      throw error instanceof Malformed
        ? error
        : new Malformed(error instanceof Error ? error.message : 'not applicable');
    } finally {
      this.applying = null;
      doc.off('update', keep);
    }
  }

  private rebuild(): void {
    const spoilt = this.doc;
    const { updates } = this.options.journal.load(this.name, this.epoch);
    this.doc = this.loaded([...updates, ...this.queue]);
    spoilt.destroy();
  }

  private loaded(updates: { seq: number; update: Uint8Array }[]): Y.Doc {
    let doc = new Y.Doc();
    try {
      replay(
        updates.map(({ update }) => update),
        doc
      );
    } catch {
      doc.destroy();
      doc = this.withoutBadRows(updates);
    }
    if (doc.store.pendingStructs || doc.store.pendingDs) {
      // The rows stay in the journal, and no snapshot takes their place while this is so.
      this.options.log.error({ document: this.name }, 'journal has a gap');
      doc.store.pendingStructs = null;
      doc.store.pendingDs = null;
    }
    this.ids.reserve(doc.clientID, SYSTEM.deviceId);
    watchRemoved(doc, this.options.keepsRecordsOf ?? [], (gone) => {
      if (this.applying) this.removed.push({ ...gone, author: this.applying });
    });
    return doc;
  }

  private withoutBadRows(updates: { seq: number; update: Uint8Array }[]): Y.Doc {
    const good: Uint8Array[] = [];
    let doc = new Y.Doc();
    for (const { seq, update } of updates) {
      try {
        Y.applyUpdate(doc, update);
        good.push(update);
      } catch (error) {
        this.options.log.error({ document: this.name, seq, err: error }, 'journal row cannot be applied');
        doc = replay(good);
      }
    }
    return doc;
  }
}

/** Applies an update to a document of one's own; false where it does not fit, or is dearer than an update may be. */
function applied(doc: Y.Doc, update: Uint8Array, { updatePieces }: Limits): boolean {
  try {
    const { missing, pieces } = examine(doc, update);
    if (missing || pieces > updatePieces) return false;
    Y.applyUpdate(doc, update);
    return true;
  } catch {
    return false;
  }
}
