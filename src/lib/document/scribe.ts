import type * as Y from 'yjs';
import { readString } from './access';

/** Who writes the minutes at the moment. */
export interface Scribe {
  accountId: string;
  name: string;
  /** ISO */
  at: string;
}

export function readScribe(doc: Y.Doc): Scribe | null {
  const value = doc.getMap<unknown>('meta').get('scribe');
  const input = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const accountId = readString(input.accountId);
  return accountId ? { accountId, name: readString(input.name), at: readString(input.at) } : null;
}

/** Somebody takes the seat, or is given it; null: nobody has it. */
export function setScribe(doc: Y.Doc, scribe: Scribe | null, origin: unknown): void {
  doc.transact(() => doc.getMap<unknown>('meta').set('scribe', scribe && { ...scribe }), origin);
}
