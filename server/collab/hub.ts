import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { committer } from './committer';
import type { CompactionStep } from './compaction';
import { Connection, deviceOf } from './connection';
import { deviceProofs } from './device-proof';
import { costOf } from './faults';
import { gate, type Admitted, type OriginAllowed, type Refused } from './gate';
import { openJournal, type DiskWait, type Journal } from './journal';
import { LIMITS, OverRate, rates, rested, type Limits, type Rates } from './hub-limits';
import { loadedRooms } from './loaded-rooms';
import { Close, Malformed } from './protocol';
import type { Room, RoomHost } from './room';
import { supervision } from './supervision';
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
  /** A keyed hash that outlives a restart, for what tablets are given to prove which device they were. */
  mac?: (text: string) => string;
  /** When the disk is waited for; before every acknowledgement in any case. */
  diskWait?: DiskWait;
  /** The journal could not write: nothing may be acknowledged any more. Ends the process unless a test says otherwise. */
  onFatal?: (error: unknown) => void;
  /** Called at each step of a compaction; a test throws. */
  probe?: (step: CompactionStep) => void;
}

const CLOSING_MS = 1_000;

/** For a hub without a key of its own (a test's, a load generator's): its proofs end with it. */
function randomMac(): (text: string) => string {
  const key = randomBytes(32);
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
}

/**
 * The sync server of one process; RULES.md says what it keeps to. Its parts: the gate (who may open), the committer (what is
 * written together), the rooms (documents that are loaded), the supervision (what the clock does).
 */
export function createHub(options: HubOptions): Hub {
  const { log } = options;
  const limits = { ...LIMITS, ...options.limits };
  const journal =
    typeof options.journalFile === 'string'
      ? openJournal(options.journalFile, options.now, options.diskWait)
      : options.journalFile;
  const kinds: DocumentKind[] = [];
  const connections = new Map<Connection, Room>();
  const rateOf = new Map<string, Rates>();
  let stopping = false;

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

  const commits = committer({
    journal,
    log,
    committed: (room) => rooms.compactLater(room),
    failed(error) {
      log.fatal({ err: error }, 'the journal cannot write; nothing more is acknowledged');
      for (const connection of connections.keys()) connection.socket.terminate();
      sync.stop(error);
      if (options.onFatal) options.onFatal(error);
      else process.exit(1);
    }
  });
  const sync = syncing({ sync: () => journal.sync(), failed: commits.fail });
  const host: RoomHost = {
    journal,
    limits,
    log,
    proofs: deviceProofs(options.mac ?? randomMac()),
    now: options.now,
    probe: options.probe,
    flush: commits.flush,
    dirty: commits.schedule,
    acknowledge: sync.acknowledge,
    synced: sync.synced
  };
  const rooms = loadedRooms({ host, committer: commits, kindOf, limits, log });
  const stopSupervision = supervision({
    connections,
    rooms,
    judge,
    limits,
    log,
    keptAlive() {
      for (const [device, rate] of rateOf) if (rested(rate)) rateOf.delete(device);
    }
  });

  function rateFor(device: string): Rates {
    const known = rateOf.get(device) ?? rates(limits);
    rateOf.set(device, known);
    return known;
  }

  function admit(socket: WebSocket, wire: Duplex, request: IncomingMessage, admitted: Admitted): void {
    const room = rooms.at(admitted.kind, admitted.document, admitted.epoch);
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
    log.debug({ document: room.name, right: connection.right }, 'connection opened');
  }

  function receive(connection: Connection, room: Room, data: Buffer, isBinary: boolean): void {
    if (!connection.open || commits.failure) return;
    connection.heard();
    const began = performance.now();
    try {
      if (!connection.rates.work.take(0)) throw new OverRate('work');
      if (!isBinary) throw new Malformed('text');
      room.receive(connection, data);
    } catch (error) {
      const cost = costOf(error);
      const about = { document: room.name, err: error };
      if (!cost) log.error(about, 'closing connection after internal error');
      else if (cost.code === Close.malformed) log.warn(about, 'closing connection after invalid frame');
      else log.warn({ ...about, reason: cost.reason }, 'closing connection over a limit');
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
      log.warn({ document: room.name, err: error }, 'pending frames of a closed connection refused');
    }
    log.debug({ document: room.name }, 'connection closed');
  }

  /** A device past its number of sockets loses the one that has been silent longest: most likely nobody is at its other end. */
  function makeWay(device: string): void {
    const own = [...connections.keys()].filter((connection) => connection.deviceId === device && connection.open);
    if (own.length <= limits.connectionsPerDevice) return;
    own.sort((a, b) => b.silence() - a.silence());
    own[0]!.close({ code: Close.overRate, reason: 'too many sockets' });
  }

  /** Loads what a crash or a failed settling left, so that it reaches the database without anybody opening it. */
  async function settleLeftovers(kind: DocumentKind, left: { document: string; epoch: number }[]): Promise<void> {
    for (const { document, epoch } of left) {
      if (stopping || commits.failure || !kind.matches(document)) continue;
      if ((await kind.epoch(document)) === epoch) await rooms.using(document, (room) => room.settling.now());
    }
  }

  return {
    register(kind) {
      kinds.push(kind);
      const left = journal.unsettled();
      setImmediate(() => {
        if (!stopping)
          settleLeftovers(kind, left).catch((error) =>
            log.error({ kind: kind.name, err: error }, 'settling after restart failed')
          );
      });
    },

    read: (name, read) => rooms.using(name, (room) => read(room.doc, room.logged.whose)),

    readWith: (name, ids, read) =>
      rooms.using(name, (room) => {
        const updates = journal.quarantinedUpdates(name, ids).map(({ update }) => update);
        const { doc, left } = room.logged.withUpdates(updates);
        try {
          return read(doc, left);
        } finally {
          doc.destroy();
        }
      }),

    async decide(name, ids, decision, accountId) {
      const count = await rooms.using(name, (room) => room.decide(ids, decision, accountId));
      if (count) await sync.synced();
      return count ?? 0;
    },

    async bringIn(name, update, { accountId, proofs = [] }) {
      const outcome = await rooms.using(name, (room) => {
        const brought = room.bringIn(update, accountId, proofs);
        commits.flush();
        return brought;
      });
      if (!outcome) throw new Error(`no such document: ${name}`);
      await sync.synced();
      return outcome;
    },

    removed: async (name) => {
      if (!commits.failure) commits.flush();
      return journal.removed(name);
    },

    async change(name, change) {
      const done = await rooms.using(name, async (room) => {
        if (!room.change(change)) return true;
        // Written now, so that nothing of it waits for another turn.
        commits.flush();
        await sync.synced();
        return true;
      });
      if (!done) throw new Error(`no such document: ${name}`);
    },

    watch: (name, listener) =>
      rooms.using(name, (room) => {
        // An own function each, so that one listener may watch twice.
        const own: typeof listener = (doc, whose) => listener(doc, whose);
        room.watchers.add(own);
        room.callWatcher(own);
        return () => void room.watchers.delete(own);
      }),

    async settle(name) {
      await rooms.using(name, (room) => room.settling.now(true));
    },

    disconnect(which) {
      for (const [connection, room] of connections)
        if (which(connection.caller, room.name)) connection.close({ code: Close.noRight, reason: 'rights changed' });
    },

    quarantined: async (name) => {
      if (!commits.failure) commits.flush();
      return journal.quarantined(name);
    },

    writers: async (name) => {
      if (!commits.failure) commits.flush();
      const open = new Set(
        [...connections].filter(([, room]) => room.name === name).map(([connection]) => connection.deviceId)
      );
      return journal.writers(name).map((writer) => ({ ...writer, connected: open.has(writer.deviceId) }));
    },

    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const refusesAll = () => stopping || commits.failure !== null;
      if (refusesAll()) return void socket.destroy();
      const judged = pending.enter(
        request,
        () => judge(request),
        () => socket.destroy()
      );
      // Closed without a word: a client comes back by itself, and later each time.
      if (!judged) return void socket.destroy();
      judged
        .catch((error): Refused => {
          log.error({ err: error }, 'authorisation failed');
          return { code: Close.fault, reason: 'fault' };
        })
        .then((found) => {
          if (refusesAll() || socket.destroyed) return void socket.destroy();
          // Accepted even when refused: a refused upgrade is retried for ever, a close code is understood.
          sockets.handleUpgrade(request, socket, head, (ws) => {
            ws.on('error', (error) => log.debug({ what: error.message }, 'socket error'));
            if ('code' in found) ws.close(found.code, found.reason);
            else admit(ws, socket, request, found);
          });
        })
        .catch((error) => {
          log.error({ err: error }, 'WebSocket upgrade failed');
          socket.destroy();
        });
    },

    async stop() {
      if (stopping) return;
      stopping = true;
      stopSupervision();
      if (!commits.failure) {
        commits.flushQuietly();
        await sync.synced().catch(() => {});
        sync.tellAll();
      }
      const open = [...connections.keys()];
      for (const connection of open) connection.close({ code: Close.restart, reason: 'restart' });
      await closed(open);
      await rooms.stop();
      await sync.idle();
      journal.close();
    },

    stats: () => ({
      documents: rooms.size,
      connections: connections.size,
      pending: pending.size,
      queuedBytes: commits.queuedBytes
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
