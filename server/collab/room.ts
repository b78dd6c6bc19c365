import * as Y from 'yjs';
import { compact, type CompactionStep } from './compaction';
import type { Connection } from './connection';
import type { Author, Journal } from './journal';
import { FROM_FILE } from './client-ids';
import { costOf } from './faults';
import { Full, OverRate, type Limits } from './hub-limits';
import { LoggedDocument, type Queued } from './logged-document';
import { presence, type Presence } from './presence';
import { framed, Malformed, proofFrame, readFrame, step1Frame, step2Frame, updateFrame } from './protocol';
import { settling } from './settling';
import type { DeviceProofs } from './device-proof';
import type { Brought, Decision, DocumentKind, HubLog, Whose } from './types';
import { deleting, examine, type Id } from './update';

/** What a room needs of its hub. */
export interface RoomHost {
  journal: Journal;
  limits: Limits;
  log: HubLog;
  proofs: DeviceProofs;
  now: () => Date;
  /** The room has something for the next commit, or somebody to answer after it. */
  dirty(room: Room): void;
  /** What the connection has sent is committed: it is told so once it is on disk. */
  acknowledge(connection: Connection): void;
  /** Resolves when everything committed so far is on disk. */
  synced(): Promise<void>;
  /** Commits now what is queued everywhere. */
  flush(): void;
  probe?: (step: CompactionStep) => void;
}

/** A tablet keeps eight. */
const MOST_PROOFS = 16;

/** One loaded document, who is in it and who watches it. */
export class Room {
  readonly logged: LoggedDocument<Connection>;
  readonly connections = new Set<Connection>();
  readonly watchers = new Set<(doc: Y.Doc, whose: Whose) => void>();
  /** Reads, changes and settlings under way. */
  uses = 0;
  readonly settling: ReturnType<typeof settling>;
  private readonly presence: Presence;
  /** Who sent something since the last commit. */
  private readonly touched = new Set<Connection>();
  /** Whose updates wait for a predecessor. */
  private readonly gaps = new Set<Connection>();
  private changed = false;

  constructor(
    private readonly host: RoomHost,
    readonly kind: DocumentKind,
    readonly name: string,
    readonly epoch: number
  ) {
    const { journal, log, limits, now } = host;
    this.logged = new LoggedDocument(name, epoch, { journal, log, limits, keepsRecordsOf: kind.keepsRecordsOf });
    this.presence = presence({
      mostBytes: limits.presenceBytes,
      mayShow: (clientId, { deviceId, author }) => this.logged.mayShow(clientId, deviceId, author?.proven),
      now
    });
    this.settling = settling({
      work: () => this.settle(),
      everyMs: kind.settleMs,
      failed: (error) => log.error({ document: name, kind: kind.name, err: error }, 'settling failed')
    });
    // What a crash left unsettled.
    if (this.logged.settled < this.logged.seq) this.settling.changed();
  }

  get doc(): Y.Doc {
    return this.logged.doc;
  }

  get idle(): boolean {
    return !this.connections.size && !this.watchers.size && !this.uses;
  }

  join(connection: Connection): void {
    this.connections.add(connection);
    if (connection.right === 'edit') {
      if (connection.wantsProofs) connection.send(proofFrame(this.host.proofs.make(this.name, connection.author)));
      connection.send(step1Frame(this.doc));
    }
    const others = this.presence.everybody(connection);
    if (others) connection.send(others);
  }

  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    const gone = this.presence.leave(connection);
    if (gone) this.tell(gone, connection);
    // It was never acknowledged, so the client still has it; should the client not come back, it is not lost either.
    if (connection.pending.length) this.salvage(connection);
  }

  /** Takes one frame. Throws Malformed or OverRate, which cost the connection. */
  receive(connection: Connection, data: Uint8Array): void {
    const { rates } = connection;
    if (!rates.bytes.take(data.length)) throw new OverRate('bytes');
    const frame = readFrame(data);
    switch (frame.kind) {
      case 'step-1':
        if (!rates.states.take(1)) throw new OverRate('states');
        return this.ask(connection, frame.vector);
      case 'step-2':
      case 'update':
        if (!rates.updates.take(1)) throw new OverRate('updates');
        return this.take(connection, frame.update, frame.kind === 'update' ? data : null);
      case 'presence': {
        if (!rates.presence.take(1)) return;
        const unseen = connection.presenceId === null;
        const told = this.presence.receive(connection, frame.update);
        if (told) this.tell(told, connection);
        if (unseen && connection.presenceId !== null) this.introduce(connection);
        return;
      }
      case 'query-presence':
        if (rates.presence.take(1)) this.introduce(connection);
        return;
      case 'proof': {
        if (!rates.presence.take(1)) throw new OverRate('proofs');
        const was = this.host.proofs.read(this.name, frame.proof);
        return was ? connection.prove(was) : undefined;
      }
      case 'unknown':
        if (!rates.presence.take(1)) throw new OverRate('unknown frames');
    }
  }

  /** The server's own change; true when there is something to commit. */
  change(change: (doc: Y.Doc) => void): boolean {
    if (!this.logged.change(change)) return false;
    this.retry();
    this.host.dirty(this);
    return true;
  }

  /** Takes an update out of a file, under the guards of a socket's. */
  bringIn(update: Uint8Array, accountId: string, proofs: readonly string[]): Brought {
    const proven = proofs.slice(0, MOST_PROOFS).flatMap((proof) => this.host.proofs.read(this.name, proof) ?? []);
    // Whose tablet it was, if it says so in a way that can be proven; else whoever vouches for it.
    const author = { accountId: proven.at(-1)?.accountId ?? accountId, deviceId: FROM_FILE, proven };
    this.host.dirty(this);
    if (update.length > this.host.limits.frameBytes) return 'full';
    try {
      const outcome = this.logged.admit(author, update);
      if (outcome === 'taken') this.retry();
      return typeof outcome === 'string' ? outcome : 'gap';
    } catch (error) {
      const cost = costOf(error);
      if (!cost) throw error;
      return error instanceof Malformed ? 'malformed' : 'full';
    }
  }

  /** What a person decided of some of the quarantine; returns of how many. */
  decide(ids: number[], decision: Decision, accountId: string): number {
    const { journal } = this.host;
    let waiting = journal.quarantinedUpdates(this.name, ids);
    if (decision === 'left') {
      waiting.forEach(({ update }) => this.logged.decided(update));
      return waiting.filter(({ id }) => journal.decide(id, decision, accountId)).length;
    }
    const taken: number[] = [];
    for (let before = -1; waiting.length !== before;) {
      before = waiting.length;
      waiting = waiting.filter(({ id, update, author }) => {
        const fits = this.vouchFor(author, update);
        if (fits) taken.push(id);
        return !fits;
      });
    }
    this.retry();
    this.host.dirty(this);
    // The words are in the log before it says that they were taken: a crash between asks a person once more, and nothing is there twice.
    this.host.flush();
    taken.forEach((id) => journal.decide(id, decision, accountId));
    return taken.length;
  }

  private vouchFor(author: Author, update: Uint8Array): boolean {
    try {
      return this.logged.vouchFor(author, update);
    } catch (error) {
      if (!costOf(error)) throw error;
      return false;
    }
  }

  /** After a commit: tells everybody, has it acknowledged, then answers those who asked for the state. */
  committed(): void {
    const rows = this.logged.committed();
    for (const row of rows) this.broadcast(row);
    for (const connection of this.touched) this.host.acknowledge(connection);
    this.touched.clear();
    for (const connection of this.connections) {
      if (connection.asks) this.answer(connection);
      else if (rows.length) connection.measure(() => Y.encodeStateVector(this.doc));
    }
    if (rows.length) {
      this.changed = true;
      this.settling.changed();
    }
  }

  /** Calls the watchers, once all rooms have sent; everything is committed then. */
  notify(): void {
    if (!this.changed) return;
    this.changed = false;
    for (const listener of this.watchers) this.callWatcher(listener);
  }

  callWatcher(listener: (doc: Y.Doc, whose: Whose) => void): void {
    try {
      listener(this.doc, this.logged.whose);
    } catch (error) {
      this.host.log.error({ document: this.name, err: error }, 'document watcher failed');
    }
  }

  /** A reader who fell behind has drained: one state in the place of all it missed. */
  resync(connection: Connection): void {
    const vector = connection.behind;
    connection.behind = null;
    if (!vector || !this.connections.has(connection)) return;
    this.introduce(connection);
    this.touched.add(connection);
    connection.asks = vector;
    this.host.dirty(this);
  }

  /** Makes a snapshot when `rows` or more stand, as many more as it is large; a failure leaves the journal as it was. */
  compactFrom(rows: number): void {
    if (!this.logged.size.compactionDue(rows)) return;
    this.host.flush();
    let bytes: number | null = null;
    try {
      bytes = compact(this.host.journal, this.name, this.epoch, this.doc, this.host.probe);
    } catch (error) {
      this.host.log.error({ document: this.name, err: error }, 'compaction failed');
    }
    this.logged.size.compacted(bytes);
  }

  /** Returns the document up; nothing may be queued any more. */
  dispose(): void {
    this.settling.stop();
    this.doc.destroy();
  }

  private take(connection: Connection, update: Uint8Array, frame: Uint8Array | null): void {
    connection.received++;
    if (connection.right === 'read') return this.drop(connection, update);
    this.touched.add(connection);
    this.host.dirty(this);
    const complete = frame === null;
    try {
      const outcome = this.logged.admit(connection.author, update, connection, frame);
      if (outcome === 'taken') this.retry();
      else if (outcome === 'aside') connection.putAside();
      else if (connection.aside) this.logged.salvage(connection.author, update);
      else this.keepPending(connection, update, outcome.missing);
    } catch (error) {
      // Nothing from there on is acknowledged, unless it was quarantined and so is on disk.
      if (error instanceof Full || error instanceof OverRate) connection.refused(connection.received);
      throw error;
    }
    // Its whole state has come since it was asked: what still misses something, this client cannot complete.
    if (complete && connection.asked && connection.askedAt < connection.received) this.salvage(connection);
  }

  private keepPending(connection: Connection, update: Uint8Array, missing: Id): void {
    if (connection.pendingBytes + update.length > this.host.limits.pendingFrameBytes)
      throw new OverRate('pending frames');
    connection.addPending(update, missing);
    this.gaps.add(connection);
    if (connection.asked) return;
    connection.asked = true;
    connection.askedAt = connection.received;
    connection.send(step1Frame(this.doc));
  }

  /** Something was taken: tries what waited for it, until nothing more fits. */
  private retry(): void {
    if (!this.gaps.size) return void this.logged.retryWaiting();
    let again = true;
    while (again) {
      again = this.logged.retryWaiting();
      for (const connection of this.gaps) {
        if (this.retryPending(connection)) again = true;
        if (connection.pending.length) continue;
        connection.asked = false;
        this.gaps.delete(connection);
      }
    }
  }

  private retryPending(connection: Connection): boolean {
    let taken = false;
    for (const frame of connection.pending) {
      if (!this.logged.has(frame.missing)) continue;
      try {
        const outcome = this.logged.admit(connection.author, frame.update, connection);
        if (typeof outcome !== 'string') {
          frame.missing = outcome.missing;
          continue;
        }
        if (outcome === 'aside') connection.putAside();
        taken = true;
      } catch (error) {
        const cost = costOf(error);
        if (!cost) throw error;
        // Its own fault, though somebody else's frame brought it to light.
        connection.refused(frame.number);
        connection.close(cost);
      }
      connection.removePending(frame);
      this.touched.add(connection);
    }
    return taken;
  }

  /** Nothing waits on the connection after this. Throws, at the end, what of it should cost the connection. */
  private salvage(connection: Connection): void {
    this.host.dirty(this);
    let first: unknown = null;
    for (const frame of connection.pending) {
      try {
        this.logged.salvage(connection.author, frame.update);
      } catch (error) {
        if (!costOf(error)) throw error;
        first ??= error;
        connection.refused(frame.number);
      } finally {
        connection.removePending(frame);
      }
    }
    connection.asked = false;
    this.gaps.delete(connection);
    if (first) throw first;
  }

  /** A reader's update: not taken, and what it added is taken off their own screen again. */
  private drop(connection: Connection, update: Uint8Array): void {
    connection.refused(connection.received);
    const { fresh } = examine(this.doc, update);
    if (fresh.size) connection.send(updateFrame(deleting(fresh)));
  }

  private ask(connection: Connection, vector: Uint8Array): void {
    connection.asks = vector;
    // What is not yet on disk is told to nobody.
    if (this.logged.queue.length) this.host.dirty(this);
    else this.answer(connection);
  }

  private answer(connection: Connection): void {
    const vector = connection.asks;
    connection.asks = null;
    if (!vector) return;
    connection.following = true;
    if (connection.behind) {
      connection.behind = vector;
      return;
    }
    connection.sendState(step2Frame(Y.encodeStateAsUpdate(this.doc, vector)));
    connection.measure(() => Y.encodeStateVector(this.doc));
  }

  private broadcast(row: Queued<Connection>): void {
    const frame = row.frame ? framed(row.frame) : updateFrame(row.update);
    for (const connection of this.connections)
      if (connection !== row.from && connection.following) connection.send(frame);
  }

  private introduce(connection: Connection): void {
    const others = this.presence.everybody(connection);
    if (others) connection.send(others);
  }

  private tell(frame: Buffer, except: Connection): void {
    for (const connection of this.connections) if (connection !== except) connection.send(frame);
  }

  private async settle(): Promise<void> {
    this.host.flush();
    const upTo = this.logged.seq;
    this.uses++;
    try {
      await this.host.synced();
      await this.kind.settled(this.name, this.doc, this.logged.whose);
      this.logged.settled = upTo;
    } finally {
      this.uses--;
    }
  }
}
