import type { Author } from './journal';

/**
 * Whose a Yjs client id is, within one document. The first device that used it, in a struct or as its presence, keeps it;
 * it is the device's and not the account's, so that the next person on a shared tablet can carry up what the last one left.
 * Without this anybody could write in another's name: a struct sent under their id hides their own next words from everyone.
 */
export interface ClientIds {
  /** Whether this device may show the id: it is its own, or nobody's yet. */
  free(clientId: number, deviceId: string): boolean;
  /** The first of these ids that the author may not write under; null: all are its own, or nobody's yet. */
  foreign(clientIds: Iterable<number>, author: Pick<Author, 'deviceId' | 'proven'>): number | null;
  /** Who used an id first in a struct; null: nobody has. */
  authorOf(clientId: number): Author | null;
  /** Whether nobody has used or shown the id. */
  unknown(clientId: number): boolean;
  /** How many more ids the device may use. */
  left(deviceId: string): number;
  /** The device used the id in a struct; remembered for good with the next commit. */
  bind(clientId: number, author: Author): void;
  /** The device showed the id as its presence; kept until the document is unloaded. */
  reserve(clientId: number, deviceId: string): void;
  /** Bindings since the last call, for the journal. */
  takeNew(): { clientId: number; author: Author }[];
}

/** Stands in the place of a device for words of which only a file told: the tablet that comes back with them takes its ids over. */
export const FROM_FILE = 'file';

export function clientIds(bound: Map<number, Author>, most: number): ClientIds {
  const reserved = new Map<number, string>();
  let fresh: { clientId: number; author: Author }[] = [];
  const used = new Map<string, number>();
  const count = (deviceId: string, by: number) => used.set(deviceId, (used.get(deviceId) ?? 0) + by);
  for (const { deviceId } of bound.values()) count(deviceId, 1);
  const owner = (clientId: number) => bound.get(clientId)?.deviceId ?? reserved.get(clientId);
  const free = (clientId: number, deviceId: string) => {
    const device = owner(clientId);
    return device === undefined || device === FROM_FILE || device === deviceId;
  };
  /** A tablet that lost its cookie and has shown which one it was goes on under the ids that this account wrote there. */
  const continued = (clientId: number, proven: Author['proven'] = []) => {
    const first = bound.get(clientId);
    if (!first) return proven.some(({ deviceId }) => deviceId === reserved.get(clientId));
    return proven.some((was) => was.deviceId === first.deviceId && was.accountId === first.accountId);
  };
  return {
    free,
    foreign(ids, author) {
      for (const id of ids) if (!free(id, author.deviceId) && !continued(id, author.proven)) return id;
      return null;
    },
    authorOf: (clientId) => bound.get(clientId) ?? null,
    bind(clientId, author) {
      const first = bound.get(clientId);
      if (first && (first.deviceId !== FROM_FILE || author.deviceId === FROM_FILE)) return;
      const before = reserved.get(clientId);
      if (before !== undefined) count(before, -1);
      if (first) count(first.deviceId, -1);
      bound.set(clientId, author);
      count(author.deviceId, 1);
      reserved.delete(clientId);
      fresh.push({ clientId, author });
    },
    unknown: (clientId) => owner(clientId) === undefined,
    left: (deviceId) => most - (used.get(deviceId) ?? 0),
    reserve(clientId, deviceId) {
      if (owner(clientId) !== undefined) return;
      reserved.set(clientId, deviceId);
      count(deviceId, 1);
    },
    takeNew() {
      const taken = fresh;
      fresh = [];
      return taken;
    }
  };
}
