import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { CompactionStep } from './compaction';
import { Connection, deviceOf } from './connection';
import { gate, type Admitted, type OriginAllowed, type Refused } from './gate';
import { openJournal, type DiskWait, type Journal } from './journal';
import { costOf } from './faults';
import { LIMITS, OverRate, rates, rested, type Limits, type Rates } from './limits';
import { Close, Malformed, step1Frame } from './protocol';
import { Room, type House } from './room';
import { syncing } from './syncing';
import type { Authenticate, DocumentKind, Hub, HubLog } from './types';
import { waitingRoom } from './waiting-room';

export interface HubOptions {
  /** The journal's own SQLite file, or a journal (a test's). */
  journalFile: string | Journal;
  authenticate: Authenticate;
  originAllowed: OriginAllowed;
  log: HubLog;
  now: () => Date;
  limits?: Partial<Limits>;
  /** When the disk is waited for; before every acknowledgement in any case. */
  diskWait?: DiskWait;
  /** The journal could not write: nothing may be acknowledged any more. Ends the process unless a test says otherwise. */
  onFatal?: (error: unknown) => void;
  /** Called at each step of a compaction; a test throws. */
  probe?: (step: CompactionStep) => void;
}

const CLOSING_MS = 1_000;

/**
 * The sync server of one process. What arrives within one turn of the event loop is written in one transaction, then sent to
 * everybody; then the disk is waited for, and then it is acknowledged.
 */
export function createHub(options: HubOptions): Hub {
  const { log } = options;
  const limits = { ...LIMITS, ...options.limits };
  const journal =
    typeof options.journalFile === 'string'
      ? openJournal(options.journalFile, options.now, options.diskWait)
      : options.journalFile;
  const kinds: DocumentKind[] = [];
  const rooms = new Map<string, Room>();
  const dirty = new Set<Room>();
  const connections = new Map<Connection, Room>();
  const rateOf = new Map<string, Rates>();
  const idleSince = new Map<Room, number>();
  let scheduled = false;
  let stopping = false;
  let failed: unknown = null;

  const kindOf = (document: string) => kinds.find((kind) => kind.matches(document));
  const judge = gate({ authenticate: options.authenticate, originAllowed: options.originAllowed, kindOf });
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.frameBytes,
    // How long a client may take to answer a close; those who never answer would stand for half a minute each.
    closeTimeout: limits.closingMs
  } as ServerOptions);
  const pending = waitingRoom(limits);

  const sync = syncing({ sync: () => journal.sync(), failed: fail });

  const house: House = {
    journal,
    limits,
    log,
    now: options.now,
    probe: options.probe,
    flush,
    acknowledge: sync.acknowledge,
    synced: sync.synced,
    dirty(room) {
      dirty.add(room);
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => {
        if (scheduled && !failed) tryFlush();
      });
    }
  };

  function tryFlush(): void {
    try {
      flush();
    } catch (error) {
      // A failed commit has been reported, and taken the process down.
      if (!failed) throw error;
    }
  }

  /** Commits what is queued, in one transaction over all rooms. Throws, now and ever after, when the journal has failed. */
  function flush(): void {
    if (failed) throw new Error('the journal has failed', { cause: failed });
    scheduled = false;
    if (!dirty.size) return;
    const now = [...dirty];
    dirty.clear();
    const entries = now.map((room) => room.logged.entry()).filter((entry) => entry !== null);
    try {
      if (entries.length) journal.commit(entries);
    } catch (error) {
      fail(error);
      throw error;
    }
    for (const room of now) {
      try {
        room.committed();
      } catch (error) {
        log.error({ document: room.name, err: error }, 'not all could be told');
      }
    }
    for (const room of now) {
      room.notify();
      if (room.logged.size.compactionDue(limits.compactRows)) setImmediate(() => compactLater(room));
    }
  }

  function compactLater(room: Room): void {
    if (rooms.get(room.name) === room && !failed) room.compactFrom(limits.compactRows);
  }

  function fail(error: unknown): void {
    if (failed) return;
    failed = error;
    log.fatal({ err: error }, 'the journal cannot write; nothing more is acknowledged');
    for (const connection of connections.keys()) connection.socket.terminate();
    sync.stop(error);
    if (options.onFatal) options.onFatal(error);
    else process.exit(1);
  }

  /** The room of a document at this epoch; one of an older epoch is closed. Null: the epoch asked for is past. */
  function roomAt(kind: DocumentKind, name: string, epoch: number): Room | null {
    const there = rooms.get(name);
    if (there?.epoch === epoch) return there;
    if (there && there.epoch > epoch) return null;
    if (there) {
      flush();
      for (const connection of there.connections) connection.close({ code: Close.oldEpoch, reason: 'old epoch' });
      there.dispose();
    }
    const room = new Room(house, kind, name, epoch);
    rooms.set(name, room);
    return room;
  }

  async function roomOf(name: string): Promise<Room | null> {
    if (failed) throw new Error('the journal has failed', { cause: failed });
    const kind = kindOf(name);
    const epoch = await kind?.epoch(name);
    return kind && epoch != null ? roomAt(kind, name, epoch) : null;
  }

  async function unload(room: Room): Promise<void> {
    await room.settling.now();
    if (!room.idle || rooms.get(room.name) !== room) return;
    flush();
    room.compactFrom(limits.compactIdleRows);
    rooms.delete(room.name);
    idleSince.delete(room);
    room.logged.recordSettled();
    room.dispose();
  }

  function rateFor(device: string): Rates {
    const known = rateOf.get(device) ?? rates(limits);
    rateOf.set(device, known);
    return known;
  }

  function admit(socket: WebSocket, wire: Duplex, request: IncomingMessage, admitted: Admitted): void {
    const room = roomAt(admitted.kind, admitted.document, admitted.epoch);
    if (!room) return socket.close(Close.oldEpoch, 'old epoch');
    const device = deviceOf(admitted.caller);
    const connection = new Connection(socket, wire, request, admitted, rateFor(device), limits, () =>
      room.resync(connection)
    );
    socket.on('message', (data: Buffer, isBinary: boolean) => receive(connection, room, data, isBinary));
    socket.on('close', () => leave(connection, room));
    connections.set(connection, room);
    makeWay(device);
    room.join(connection);
    log.debug({ document: room.name, right: connection.right }, 'socket opened');
  }

  function receive(connection: Connection, room: Room, data: Buffer, isBinary: boolean): void {
    if (!connection.open || failed) return;
    connection.heard();
    const began = performance.now();
    try {
      if (!connection.rates.work.take(0)) throw new OverRate('work');
      if (!isBinary) throw new Malformed('text');
      room.receive(connection, data);
    } catch (error) {
      const cost = costOf(error);
      if (cost) log.warn({ document: room.name, why: cost.reason, err: error }, 'a frame cost its connection');
      else log.error({ document: room.name, err: error }, 'a frame could not be taken');
      connection.close(cost ?? { code: Close.fault, reason: 'fault' });
    } finally {
      connection.rates.work.spend(performance.now() - began);
    }
  }

  function leave(connection: Connection, room: Room): void {
    connections.delete(connection);
    try {
      room.leave(connection);
    } catch (error) {
      log.warn({ document: room.name, err: error }, 'on leaving');
    }
    log.debug({ document: room.name }, 'socket closed');
  }

  /** A device past its number of sockets loses the one that has been silent longest: most likely nobody is at its other end. */
  function makeWay(device: string): void {
    const own = [...connections.keys()].filter((connection) => connection.deviceId === device && connection.open);
    if (own.length <= limits.connectionsPerDevice) return;
    own.sort((a, b) => b.silence() - a.silence());
    own[0]!.close({ code: Close.overRate, reason: 'too many sockets' });
  }

  async function recheck(connection: Connection, room: Room): Promise<void> {
    connection.checking = true;
    connection.checkedAt = performance.now();
    try {
      const found = await judge(connection.request);
      if ('code' in found) return connection.close(found);
      if (found.caller.accountId !== connection.caller.accountId)
        return connection.close({ code: Close.signedOut, reason: 'somebody else is signed in' });
      if (found.epoch !== room.epoch) return connection.close({ code: Close.oldEpoch, reason: 'old epoch' });
      if (connection.right === 'read' && found.right === 'edit') connection.send(step1Frame(room.doc));
      connection.right = found.right;
    } catch (error) {
      log.error({ err: error }, 'a right could not be looked at again');
    } finally {
      connection.checking = false;
    }
  }

  const heartbeat = setInterval(() => {
    for (const connection of connections.keys()) connection.keepAlive();
    for (const [device, rate] of rateOf) if (rested(rate)) rateOf.delete(device);
  }, limits.keepAliveMs);

  const rounds = setInterval(
    () => {
      const now = performance.now();
      for (const [connection, room] of connections)
        if (!connection.checking && now - connection.checkedAt >= limits.recheckMs) void recheck(connection, room);
      for (const room of rooms.values()) {
        if (!room.idle) idleSince.delete(room);
        else if (!idleSince.has(room)) idleSince.set(room, now);
        else if (now - idleSince.get(room)! >= limits.idleMs)
          unload(room).catch((error) => log.error({ document: room.name, err: error }, 'unloading failed'));
      }
    },
    Math.max(20, Math.min(limits.recheckMs, limits.idleMs) / 4)
  );
  heartbeat.unref();
  rounds.unref();

  /** Loads what a crash or a failed settling left, so that it reaches the database without anybody opening it. */
  async function settleLeftovers(kind: DocumentKind, left: { document: string; epoch: number }[]): Promise<void> {
    for (const { document, epoch } of left) {
      if (stopping || failed || !kind.matches(document)) continue;
      if ((await kind.epoch(document)) === epoch) await (await roomOf(document))?.settling.now();
    }
  }

  async function using<T>(name: string, work: (room: Room) => Promise<T> | T): Promise<T | null> {
    const room = await roomOf(name);
    if (!room) return null;
    room.uses++;
    try {
      flush();
      return await work(room);
    } finally {
      room.uses--;
    }
  }

  return {
    register(kind) {
      kinds.push(kind);
      const left = journal.unsettled();
      setImmediate(() => {
        if (!stopping)
          settleLeftovers(kind, left).catch((error) =>
            log.error({ kind: kind.name, err: error }, 'leftovers not settled')
          );
      });
    },

    read: (name, read) => using(name, (room) => read(room.doc)),

    async change(name, change) {
      const done = await using(name, async (room) => {
        if (!room.change(change)) return true;
        // Written now, so that nothing of it waits for another turn.
        flush();
        await sync.synced();
        return true;
      });
      if (!done) throw new Error(`no such document: ${name}`);
    },

    watch: (name, listener) =>
      using(name, (room) => {
        // An own function each, so that one listener may watch twice.
        const own: typeof listener = (doc) => listener(doc);
        room.watchers.add(own);
        room.look(own);
        return () => void room.watchers.delete(own);
      }),

    async settle(name) {
      await using(name, (room) => room.settling.now(true));
    },

    disconnect(which) {
      for (const [connection, room] of connections)
        if (which(connection.caller, room.name)) connection.close({ code: Close.noRight, reason: 'rights changed' });
    },

    quarantined: async (name) => {
      if (!failed) flush();
      return journal.quarantined(name);
    },

    writers: async (name) => {
      if (!failed) flush();
      const open = new Set(
        [...connections].filter(([, room]) => room.name === name).map(([connection]) => connection.deviceId)
      );
      return journal.writers(name).map((writer) => ({ ...writer, connected: open.has(writer.deviceId) }));
    },

    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      if (stopping || failed) return void socket.destroy();
      const judged = pending.enter(
        request,
        () => judge(request),
        () => socket.destroy()
      );
      // Closed without a word: a client comes back by itself, and later each time.
      if (!judged) return void socket.destroy();
      judged
        .catch((error): Refused => {
          log.error({ err: error }, 'the gate failed');
          return { code: Close.fault, reason: 'fault' };
        })
        .then((found) => {
          if (stopping || failed || socket.destroyed) return void socket.destroy();
          // Accepted even when refused: a refused upgrade is retried for ever, a close code is understood.
          sockets.handleUpgrade(request, socket, head, (ws) => {
            ws.on('error', (error) => log.debug({ what: error.message }, 'socket error'));
            if ('code' in found) ws.close(found.code, found.reason);
            else admit(ws, socket, request, found);
          });
        })
        .catch((error) => {
          log.error({ err: error }, 'a socket could not be opened');
          socket.destroy();
        });
    },

    async stop() {
      if (stopping) return;
      stopping = true;
      clearInterval(heartbeat);
      clearInterval(rounds);
      if (!failed) {
        tryFlush();
        await sync.synced().catch(() => {});
        sync.tellAll();
      }
      const open = [...connections.keys()];
      for (const connection of open) connection.close({ code: Close.restart, reason: 'restart' });
      await closed(open);
      if (!failed) {
        tryFlush();
        await Promise.all([...rooms.values()].map((room) => room.settling.now()));
      }
      if (!failed) tryFlush();
      for (const room of rooms.values()) {
        if (!failed) room.logged.recordSettled();
        room.dispose();
      }
      rooms.clear();
      await sync.idle();
      journal.close();
    },

    stats: () => ({
      documents: rooms.size,
      connections: connections.size,
      pending: pending.size,
      queuedBytes: [...dirty].reduce((sum, room) => sum + room.logged.queuedBytes, 0)
    })
  };
}

/** Waits for these sockets to have closed, and ends those that have not after a second. */
async function closed(open: Connection[]): Promise<void> {
  const all = Promise.all(
    open
      .filter(({ socket }) => socket.readyState !== socket.CLOSED)
      .map(({ socket }) => new Promise<void>((resolve) => socket.once('close', () => resolve())))
  );
  const timer = setTimeout(() => open.forEach(({ socket }) => socket.terminate()), CLOSING_MS);
  await all;
  clearTimeout(timer);
}
