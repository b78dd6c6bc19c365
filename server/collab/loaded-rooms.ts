import type { Committer } from './committer';
import type { Limits } from './hub-limits';
import { Close } from './protocol';
import { Room, type RoomHost } from './room';
import type { DocumentKind, HubLog } from './types';

/** The rooms of the documents that are loaded, each document at its present epoch. */
export interface LoadedRooms {
  /** The room of a document at this epoch; one of an older epoch is closed. Null: the epoch asked for is past. */
  at(kind: DocumentKind, name: string, epoch: number): Room | null;
  /** Runs `work` with the document's room, loaded and committed. Null: there is no such document. */
  using<T>(name: string, work: (room: Room) => Promise<T> | T): Promise<T | null>;
  /** Makes a snapshot of a room that has enough rows, in a turn of its own. */
  compactLater(room: Room): void;
  /** Settles a room nobody uses, compacts it and gives it up. */
  unload(room: Room): Promise<void>;
  all(): Iterable<Room>;
  readonly size: number;
  /** Settles all of them, unless nothing can be committed, and gives them up. */
  stop(): Promise<void>;
}

export function loadedRooms(options: {
  host: RoomHost;
  committer: Committer;
  kindOf: (document: string) => DocumentKind | undefined;
  limits: Limits;
  log: HubLog;
}): LoadedRooms {
  const { host, committer, kindOf, limits } = options;
  const rooms = new Map<string, Room>();

  function at(kind: DocumentKind, name: string, epoch: number): Room | null {
    const existing = rooms.get(name);
    if (existing?.epoch === epoch) return existing;
    if (existing && existing.epoch > epoch) return null;
    if (existing) {
      committer.flush();
      for (const connection of existing.connections) connection.close({ code: Close.oldEpoch, reason: 'old epoch' });
      existing.dispose();
    }
    const room = new Room(host, kind, name, epoch);
    rooms.set(name, room);
    return room;
  }

  async function roomOf(name: string): Promise<Room | null> {
    if (committer.failure) throw new Error('the journal has failed', { cause: committer.failure });
    const kind = kindOf(name);
    const epoch = await kind?.epoch(name);
    return kind && epoch != null ? at(kind, name, epoch) : null;
  }

  return {
    at,
    async using(name, work) {
      const room = await roomOf(name);
      if (!room) return null;
      room.uses++;
      try {
        committer.flush();
        return await work(room);
      } finally {
        room.uses--;
      }
    },
    compactLater(room) {
      if (!room.logged.size.compactionDue(limits.compactRows)) return;
      setImmediate(() => {
        if (rooms.get(room.name) === room && !committer.failure) room.compactFrom(limits.compactRows);
      });
    },
    async unload(room) {
      await room.settling.now();
      if (!room.idle || rooms.get(room.name) !== room) return;
      committer.flush();
      room.compactFrom(limits.compactIdleRows);
      rooms.delete(room.name);
      room.logged.recordSettled();
      room.dispose();
    },
    all: () => rooms.values(),
    get size() {
      return rooms.size;
    },
    async stop() {
      if (!committer.failure) {
        committer.flushQuietly();
        await Promise.all([...rooms.values()].map((room) => room.settling.now()));
      }
      if (!committer.failure) committer.flushQuietly();
      for (const room of rooms.values()) {
        if (!committer.failure) room.logged.recordSettled();
        room.dispose();
      }
      rooms.clear();
    }
  };
}
