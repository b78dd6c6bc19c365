import { createHash } from 'node:crypto';
import { brokenAt, eventHash, type HashedEvent } from '$lib/domain/ledger/event-hash';
import type { itemEvent } from './tables';

export type EventRow = typeof itemEvent.$inferSelect;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What an event's row must carry: SHA-256 over all of it and the hash of the one before. */
export function hashOf(event: HashedEvent): string {
  return eventHash(sha256, event);
}

/** The place (`seq`) in a community's history, in order, that does not follow from the one before; null when all do. */
export function chainBrokenAt(events: readonly EventRow[]): number | null {
  return brokenAt(sha256, events);
}
