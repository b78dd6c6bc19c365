import type { Author } from './journal';

/**
 * Whose a Yjs client id is, within one document. The first device that used it, in a struct or as its presence, keeps it;
 * it is the device's and not the account's, so that the next person on a shared tablet can carry up what the last one left.
 * Without this anybody could write in another's name: a struct sent under their id hides their own next words from everyone.
 */
export interface ClientIds {
  /** Whether this device may use the id: it is its own, or nobody's yet. */
  free(clientId: number, deviceId: string): boolean;
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

export function clientIds(bound: Map<number, string>, most: number): ClientIds {
  const reserved = new Map<number, string>();
  let fresh: { clientId: number; author: Author }[] = [];
  const used = new Map<string, number>();
  const count = (deviceId: string, by: number) => used.set(deviceId, (used.get(deviceId) ?? 0) + by);
  for (const deviceId of bound.values()) count(deviceId, 1);
  const owner = (clientId: number) => bound.get(clientId) ?? reserved.get(clientId);
  return {
    free(clientId, deviceId) {
      const device = owner(clientId);
      return device === undefined || device === deviceId;
    },
    bind(clientId, author) {
      if (bound.has(clientId)) return;
      const before = reserved.get(clientId);
      if (before !== undefined) count(before, -1);
      bound.set(clientId, author.deviceId);
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
