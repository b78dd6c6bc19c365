/** What a row of the history says; everything in it is under its hash. */
export interface HashedEvent {
  communityId: string;
  seq: number;
  itemId: string;
  at: string;
  actorId: string;
  actorName: string;
  act: string;
  fromState: string | null;
  toState: string;
  reason: string;
  detail: Record<string, unknown>;
  prevHash: string;
}

/** The last event of a history, which stands for all before it: what was removed or altered there shows as another hash. */
export interface ChainHead {
  seq: number;
  /** SHA-256, 64 hexadecimal digits */
  hash: string;
}

/** A hash as people compare it: eight at a time. */
export function spacedHash(hash: string): string {
  return hash.match(/.{1,8}/g)?.join(' ') ?? '';
}

/** What stands before the first event of a community. */
export const GENESIS = '0'.repeat(64);

/** JSON with the keys of every object in order and undefined left out: the same value is the same text everywhere. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value as Record<string, unknown>)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** The hash of an event: SHA-256 (given, as hex) over its canonical JSON, the hash before it included. */
export function eventHash(sha256: (text: string) => string, event: HashedEvent): string {
  const { communityId, seq, itemId, at, actorId, actorName, act, fromState, toState, reason, detail, prevHash } = event;
  const row = { communityId, seq, itemId, at, actorId, actorName, act, fromState, toState, reason, detail, prevHash };
  return sha256(canonicalJson(row));
}

/** Walks a community's events from the first; gives the number of the first that is missing or altered, or null when the chain is whole. */
export function brokenAt(
  sha256: (text: string) => string,
  events: readonly (HashedEvent & { hash: string })[]
): number | null {
  let prevHash = GENESIS;
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1 || event.prevHash !== prevHash || event.hash !== eventHash(sha256, event))
      return index + 1;
    prevHash = event.hash;
  }
  return null;
}
