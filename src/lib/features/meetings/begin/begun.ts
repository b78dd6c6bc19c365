import type { MeetingKind } from '$lib/domain/meetings/kind';

/** A meeting that was begun on this tablet before the server knew of it. */
export interface Begun {
  id: string;
  title: string;
  kind: MeetingKind;
  venueId: string | null;
  /** ISO */
  startsAt: string;
  /** Whose: nobody else on a shared tablet sees it. */
  accountId: string;
  /** The server knows of it. */
  planned: boolean;
}

type PlainStorage = Pick<Storage, 'getItem' | 'setItem'>;
const KEY = 'stoolside-begun';
const KEPT = 50;

function all(storage: PlainStorage): Begun[] {
  try {
    const read: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(read) ? (read as Begun[]) : [];
  } catch {
    return [];
  }
}

/** What this person has begun here, newest first. */
export function begunBy(storage: PlainStorage, accountId: string): Begun[] {
  return all(storage).filter((one) => one.accountId === accountId);
}

/** Notes a meeting, in the place of what was noted of it. Throws where the tablet can keep nothing. */
export function noteBegun(storage: PlainStorage, begun: Begun): void {
  const others = all(storage).filter((one) => one.id !== begun.id);
  // What the server does not know yet is never dropped for being old.
  const kept = others.filter((other, n) => !other.planned || n < KEPT);
  storage.setItem(KEY, JSON.stringify([begun, ...kept]));
}
