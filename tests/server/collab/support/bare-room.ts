import { deviceProofs } from '../../../../server/collab/device-proof';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable, type Duplex } from 'node:stream';
import * as decoding from 'lib0/decoding';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { Connection } from '../../../../server/collab/connection';
import { costOf } from '../../../../server/collab/faults';
import { openJournal } from '../../../../server/collab/journal';
import { LIMITS, rates, type Limits } from '../../../../server/collab/hub-limits';
import { Room, type RoomHost } from '../../../../server/collab/room';
import { syncing } from '../../../../server/collab/syncing';

export interface BareClient {
  connection: Connection;
  /** What the server has sent so far, applied. */
  doc: Y.Doc;
  acked: number;
  /** Takes a frame as the socket's handler does; gives the close code it cost, or null. */
  send(frame: Uint8Array): number | null;
  leave(): void;
}

/** The socket's side that the room sees. */
class Socket extends EventEmitter {
  readonly OPEN = 1;
  readonly bufferedAmount = 0;
  readyState = 1;
  ping(): void {}
  close(): void {
    this.readyState = 3;
  }
  terminate(): void {
    this.readyState = 3;
  }
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;
const RIGHT = {
  kind: {
    name: 'meeting',
    matches: () => true,
    open: async () => ({ right: 'edit' as const, epoch: 1 }),
    epoch: async () => 1,
    settled: async () => {},
    settleMs: 3_600_000
  },
  document: 'meeting/one',
  epoch: 1,
  ack: true,
  proofs: true
};

/** One room over a journal on disk, without a network, and without limits on how much may come in a second. */
export function bareRoom(given: Partial<Limits> = {}) {
  const limits: Limits = { ...LIMITS, ...given };
  for (const name of Object.keys(limits) as (keyof Limits)[])
    if (/PerSecond$|Burst(Ms)?$/.test(name)) limits[name] = NO_LIMIT;
  const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-room-'));
  const journal = openJournal(path.join(folder, 'collab.sqlite'), () => new Date());
  const errors: unknown[] = [];
  const silent = () => {};
  const log = {
    debug: silent,
    info: silent,
    warn: silent,
    error: (about: object) => void errors.push(about),
    fatal: silent
  };
  const sync = syncing({ sync: () => journal.sync(), failed: (error) => errors.push(error) });
  let dirty = false;
  function flush(): void {
    if (!dirty) return;
    dirty = false;
    const entry = room.logged.entry();
    if (entry) journal.commit([entry]);
    room.committed();
    if (room.logged.size.compactionDue(limits.compactRows)) room.compactFrom(limits.compactRows);
  }
  const server: RoomHost = {
    journal,
    proofs: deviceProofs((text) => text),
    limits,
    log,
    now: () => new Date(),
    dirty: () => void (dirty = true),
    acknowledge: sync.acknowledge,
    synced: sync.synced,
    flush
  };
  const room = new Room(server, RIGHT.kind, RIGHT.document, RIGHT.epoch);

  function join(name: string, right: 'edit' | 'read' = 'edit'): BareClient {
    const doc = new Y.Doc();
    const wire = new Writable({
      write(chunk: Buffer, _encoding, done) {
        hear(client, chunk);
        done();
      }
    });
    const socket = new Socket();
    const caller = {
      communityId: 'community',
      accountId: name,
      username: name,
      name,
      role: 'facilitator' as const,
      partyId: null,
      gridId: null,
      deviceId: `tablet of ${name}`
    };
    const connection = new Connection(
      socket as unknown as WebSocket,
      wire as unknown as Duplex,
      {} as IncomingMessage,
      { ...RIGHT, caller, right },
      rates(limits),
      limits,
      silent
    );
    const client: BareClient = {
      connection,
      doc,
      acked: 0,
      send(frame) {
        try {
          room.receive(connection, frame);
          return null;
        } catch (error) {
          const cost = costOf(error);
          if (!cost) throw error;
          return cost.code;
        }
      },
      leave() {
        try {
          room.leave(connection);
        } catch (error) {
          if (!costOf(error)) throw error;
        }
      }
    };
    room.join(connection);
    return client;
  }

  return {
    room,
    journal,
    errors,
    join,
    flush,
    /** Everything sent so far is on disk, and acknowledged. */
    async settled(): Promise<void> {
      flush();
      await sync.synced();
      sync.tellAll();
    },
    async stop(): Promise<void> {
      flush();
      await sync.idle();
      room.dispose();
      journal.close();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** Reads one WebSocket frame of the server's (see `framed`). */
function hear(client: BareClient, chunk: Buffer): void {
  const short = chunk[1]!;
  const decoder = decoding.createDecoder(chunk.subarray(short < 126 ? 2 : short === 126 ? 4 : 10));
  const type = decoding.readVarUint(decoder);
  if (type === 100) client.acked = decoding.readVarUint(decoder);
  if (type !== 0 || decoding.readVarUint(decoder) === 0) return;
  Y.applyUpdate(client.doc, decoding.readVarUint8Array(decoder));
}
