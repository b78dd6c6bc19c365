/** What one client may cost the others. Sizes in bytes, times in milliseconds. */
export interface Limits {
  /** The largest frame a client may send. */
  frameBytes: number;
  /** Update-carrying frames: a device that sends more is closed (never one update dropped, that would make a gap). */
  updatesPerSecond: number;
  updateBurst: number;
  bytesPerSecond: number;
  byteBurst: number;
  /** Presence above this is dropped, not closed: stock clients echo everybody's. */
  presencePerSecond: number;
  presenceBurst: number;
  /** How often a device may ask for the state (sync step 1). */
  statesPerSecond: number;
  stateBurst: number;
  /** The largest presence of one client, as JSON. */
  presenceBytes: number;
  /** What may wait on one connection for a predecessor. */
  pendingFrameBytes: number;
  /** What one device may have in the quarantine of one document, and all devices together. */
  quarantineBytes: number;
  quarantineDocumentBytes: number;
  /** How large a document may grow, stored: its snapshot and the rows after it. A three-hour meeting is below 1 MB. */
  documentBytes: number;
  /** And of how many structs; a struct of six bytes takes half a kilobyte of memory. */
  documentPieces: number;
  /** Structs and deletions in one update. */
  updatePieces: number;
  /** Client ids one device may use in one document; every load of a page takes one. */
  clientIdsPerDevice: number;
  /** How long a device's frames may keep the server busy. Longer, and the device pays with its connections. */
  workMsPerSecond: number;
  workBurstMs: number;
  /** Above this much unsent, a reader gets nothing more until it has drained; then one resync. */
  slowBytes: number;
  /** Above this much unsent (a state just asked for not counted) it is cut. */
  cutBytes: number;
  connectionsPerDevice: number;
  /** Sockets whose right is still being looked at: of all, and of those with one cookie (or none). */
  pendingUpgrades: number;
  pendingPerCaller: number;
  /** How long looking may take, and how long a socket that was told to close may take to say that it has. */
  pendingMs: number;
  closingMs: number;
  /** A frame for the client's watchdog, which gives up after 30 s of silence. */
  keepAliveMs: number;
  /** A client heard nothing of for this long is gone. */
  silentMs: number;
  /** How often a socket's session and right are looked at again. */
  recheckMs: number;
  /** How long a document nobody uses stays loaded. */
  idleMs: number;
  /** Journal rows after which a snapshot is made; and when the document idles. */
  compactRows: number;
  compactIdleRows: number;
}

export const LIMITS: Limits = {
  frameBytes: 4 * 1024 * 1024,
  updatesPerSecond: 60,
  updateBurst: 600,
  bytesPerSecond: 1024 * 1024,
  byteBurst: 16 * 1024 * 1024,
  presencePerSecond: 100,
  presenceBurst: 400,
  statesPerSecond: 1,
  stateBurst: 60,
  presenceBytes: 4 * 1024,
  pendingFrameBytes: 4 * 1024 * 1024,
  quarantineBytes: 8 * 1024 * 1024,
  quarantineDocumentBytes: 32 * 1024 * 1024,
  documentBytes: 64 * 1024 * 1024,
  documentPieces: 500_000,
  updatePieces: 100_000,
  clientIdsPerDevice: 4_096,
  workMsPerSecond: 250,
  workBurstMs: 5_000,
  slowBytes: 1024 * 1024,
  cutBytes: 4 * 1024 * 1024,
  connectionsPerDevice: 32,
  pendingUpgrades: 1_000,
  pendingPerCaller: 64,
  pendingMs: 10_000,
  closingMs: 5_000,
  keepAliveMs: 20_000,
  silentMs: 70_000,
  recheckMs: 60_000,
  idleMs: 30_000,
  compactRows: 500,
  compactIdleRows: 50
};

/** A bucket that refills by `perSecond` up to `burst`. */
export interface Bucket {
  /** Takes `amount`; false when there is not enough, and then nothing is taken. */
  take(amount: number): boolean;
  /** Takes what has been used already, into debt if need be; nothing can be taken until that is refilled. */
  spend(amount: number): void;
  full(): boolean;
}

export function bucket(perSecond: number, burst: number): Bucket {
  let level = burst;
  let at = performance.now();
  function refill(): void {
    const now = performance.now();
    level = Math.min(burst, level + ((now - at) / 1000) * perSecond);
    at = now;
  }
  return {
    take(amount) {
      refill();
      if (level < amount) return false;
      level -= amount;
      return true;
    },
    spend(amount) {
      refill();
      level -= amount;
    },
    full() {
      refill();
      return level >= burst;
    }
  };
}

/** The buckets of one device (or of an account without one), shared by all its connections. Never by address: a whole meeting shares one. */
export interface Rates {
  updates: Bucket;
  bytes: Bucket;
  presence: Bucket;
  states: Bucket;
  work: Bucket;
}

export function rates(limits: Limits): Rates {
  return {
    updates: bucket(limits.updatesPerSecond, limits.updateBurst),
    bytes: bucket(limits.bytesPerSecond, limits.byteBurst),
    presence: bucket(limits.presencePerSecond, limits.presenceBurst),
    states: bucket(limits.statesPerSecond, limits.stateBurst),
    work: bucket(limits.workMsPerSecond, limits.workBurstMs)
  };
}

export function rested(rate: Rates): boolean {
  return Object.values(rate).every((one: Bucket) => one.full());
}

/** More than a client may: costs its connection; it comes back later and brings everything again. */
export class OverRate extends Error {}

/** More than the document may hold: costs the connection for good; what was sent stays with its sender. */
export class Full extends Error {}

/** What a thing that waits counts for beside its bytes, so that very many very small ones are bounded too. */
export const PIECE_BYTES = 1_024;
