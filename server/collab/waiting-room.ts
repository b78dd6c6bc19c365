import type { IncomingMessage } from 'node:http';
import type { Limits } from './hub-limits';

/**
 * Sockets whose right is being looked at. So many at once, and so many of one caller: of one cookie or token, and of all who
 * bring none. Never by address, for a whole meeting shares one.
 */
export function waitingRoom(limits: Pick<Limits, 'pendingUpgrades' | 'pendingPerCaller' | 'pendingMs'>) {
  const byCaller = new Map<string, number>();
  let all = 0;
  return {
    /**
     * Runs `read`, or does nothing and returns null when there is no place. `late` is called once when it takes too long; it
     * keeps its place until it has ended, for that is when it stops costing.
     */
    enter<T>(request: IncomingMessage, read: () => Promise<T>, late: () => void): Promise<T> | null {
      const caller = request.headers.authorization ?? request.headers.cookie ?? '';
      const own = byCaller.get(caller) ?? 0;
      if (all >= limits.pendingUpgrades || own >= limits.pendingPerCaller) return null;
      all++;
      byCaller.set(caller, own + 1);
      const timer = setTimeout(late, limits.pendingMs);
      return read().finally(() => {
        clearTimeout(timer);
        all--;
        const left = (byCaller.get(caller) ?? 1) - 1;
        if (left) byCaller.set(caller, left);
        else byCaller.delete(caller);
      });
    },
    get size() {
      return all;
    }
  };
}
