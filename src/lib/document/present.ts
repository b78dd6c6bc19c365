import type * as Y from 'yjs';
import { readPeople } from './reading';

/** How many are here; 0 when nobody has counted. */
export function presentIn(doc: Y.Doc): number {
  return readPeople(doc).length;
}
