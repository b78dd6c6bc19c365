import type { Connection } from './connection';
import type { Admitted, Refused } from './gate';
import type { IncomingMessage } from 'node:http';
import type { LoadedRooms } from './loaded-rooms';
import type { Limits } from './hub-limits';
import { Close, step1Frame } from './protocol';
import type { Room } from './room';
import type { HubLog } from './types';

/**
 * What is done by the clock: keep-alive frames, cutting who is silent, asking again whether a socket may be open, and
 * unloading documents nobody uses. Returns what stops it.
 */
export function supervision(options: {
  connections: ReadonlyMap<Connection, Room>;
  rooms: LoadedRooms;
  judge: (request: IncomingMessage) => Promise<Admitted | Refused>;
  /** Called after every round of keep-alive frames. */
  keptAlive(): void;
  limits: Limits;
  log: HubLog;
}): () => void {
  const { connections, rooms, limits, log } = options;
  const idleSince = new WeakMap<Room, number>();

  async function recheck(connection: Connection, room: Room): Promise<void> {
    connection.checking = true;
    connection.checkedAt = performance.now();
    try {
      const found = await options.judge(connection.request);
      if ('code' in found) return connection.close(found);
      if (found.caller.accountId !== connection.caller.accountId)
        return connection.close({ code: Close.signedOut, reason: 'somebody else is signed in' });
      if (found.epoch !== room.epoch) return connection.close({ code: Close.oldEpoch, reason: 'old epoch' });
      if (connection.right === 'read' && found.right === 'edit') connection.send(step1Frame(room.doc));
      connection.right = found.right;
    } catch (error) {
      log.error({ err: error }, 'authorisation recheck failed');
    } finally {
      connection.checking = false;
    }
  }

  function unloadIdle(room: Room, now: number): void {
    const since = idleSince.get(room);
    if (!room.idle) idleSince.delete(room);
    else if (since === undefined) idleSince.set(room, now);
    else if (now - since >= limits.idleMs)
      rooms.unload(room).catch((error) => log.error({ document: room.name, err: error }, 'unloading failed'));
  }

  const keepAlive = setInterval(() => {
    for (const connection of connections.keys()) connection.keepAlive();
    options.keptAlive();
  }, limits.keepAliveMs);

  const rounds = setInterval(
    () => {
      const now = performance.now();
      for (const [connection, room] of connections)
        if (!connection.checking && now - connection.checkedAt >= limits.recheckMs) void recheck(connection, room);
      for (const room of rooms.all()) unloadIdle(room, now);
    },
    Math.max(20, Math.min(limits.recheckMs, limits.idleMs) / 4)
  );
  keepAlive.unref();
  rounds.unref();
  return () => {
    clearInterval(keepAlive);
    clearInterval(rounds);
  };
}
