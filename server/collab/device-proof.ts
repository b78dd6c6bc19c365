import { timingSafeEqual } from 'node:crypto';
import type { Author, Proven } from './journal';

/**
 * What a tablet can show when it has lost its device cookie: that the server once knew it as this device, in this document and
 * under this account. Kept beside the offline copy; over a socket it opens nothing without a session of the same account.
 */
export interface DeviceProofs {
  make(document: string, author: Author): string;
  /** Which device under which account the proof names; null where it is not ours, or was made for another document. */
  read(document: string, proof: string): Proven | null;
}

/** @param mac a keyed hash, with a key that outlives a restart */
export function deviceProofs(mac: (text: string) => string): DeviceProofs {
  const signed = (document: string, { accountId, deviceId }: Proven) =>
    mac(JSON.stringify(['device', document, accountId, deviceId]));
  return {
    make: (document, author) => JSON.stringify([author.accountId, author.deviceId, signed(document, author)]),
    read(document, proof) {
      const [accountId, deviceId, mac] = partsOf(proof);
      if (accountId === undefined || deviceId === undefined || mac === undefined) return null;
      return sameText(mac, signed(document, { accountId, deviceId })) ? { accountId, deviceId } : null;
    }
  };
}

function partsOf(proof: string): string[] {
  try {
    const parts: unknown = JSON.parse(proof);
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : [];
  } catch {
    return [];
  }
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
