import type { Author } from './journal';

/**
 * Whose a Yjs client id is, within one document. The first device that used it, in a struct or as its presence, keeps it;
 * it is the device's and not the account's, so that the next person on a shared tablet can carry up what the last one left.
 * Without this anybody could write in another's name: a struct sent under his id hides his own next words from everyone.
 */
export interface ClientIds {
  /** Whether this device may use the id: it is its own, or nobody's yet. */
  free(clientId: number, deviceId: string): boolean;
  /** The device used the id in a struct; remembered for good with the next commit. */
  bind(clientId: number, author: Author): void;
  /** The device showed the id as its presence; kept until the document is unloaded. */
  reserve(clientId: number, deviceId: string): void;
  /** Bindings since the last call, for the journal. */
  takeNew(): { clientId: number; author: Author }[];
}

export function clientIds(bound: Map<number, string>): ClientIds {
  const reserved = new Map<number, string>();
  let fresh: { clientId: number; author: Author }[] = [];
  const owner = (clientId: number) => bound.get(clientId) ?? reserved.get(clientId);
  return {
    free(clientId, deviceId) {
      const device = owner(clientId);
      return device === undefined || device === deviceId;
    },
    bind(clientId, author) {
      if (bound.has(clientId)) return;
      bound.set(clientId, author.deviceId);
      reserved.delete(clientId);
      fresh.push({ clientId, author });
    },
    reserve(clientId, deviceId) {
      if (owner(clientId) === undefined) reserved.set(clientId, deviceId);
    },
    takeNew() {
      const taken = fresh;
      fresh = [];
      return taken;
    }
  };
}
