import type { Refused } from './gate';
import { Full, OverRate } from './hub-limits';
import { Close, Malformed } from './protocol';

/** Returns with what a connection is closed for a fault of its own; null: the fault is ours. */
export function costOf(error: unknown): Refused | null {
  if (error instanceof OverRate) return { code: Close.overRate, reason: 'too fast' };
  if (error instanceof Full) return { code: Close.full, reason: 'the document is full' };
  if (error instanceof Malformed) return { code: Close.malformed, reason: 'malformed' };
  return null;
}
