import type * as Y from 'yjs';
import { readArrivals } from './attendance';

/** How many are here; 0 when nobody has counted. */
export function presentIn(doc: Y.Doc): number {
  return readArrivals(doc).reduce((sum, { count }) => sum + count, 0);
}
