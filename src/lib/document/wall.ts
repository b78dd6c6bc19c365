import type * as Y from 'yjs';
import type { ShownWall } from '../domain/publicity/shown';
import { readNumber } from './access';

/** Type sizes of the wall that can be chosen. */
export const WALL_SIZES = [1, 1.15, 1.3] as const;

/** How the shared screen looks, as the facilitator set it from a tablet. */
export function readWall(doc: Y.Doc): ShownWall {
  const meta = doc.getMap<unknown>('meta');
  const size = readNumber(meta.get('wallSize'));
  return {
    size: WALL_SIZES.find((one) => one === size) ?? 1,
    outdoors: meta.get('wallOutdoors') === true,
    frozen: meta.get('wallFrozen') === true
  };
}

export function setWall(doc: Y.Doc, patch: Partial<ShownWall>, origin: unknown): void {
  const meta = doc.getMap<unknown>('meta');
  const keys = { size: 'wallSize', outdoors: 'wallOutdoors', frozen: 'wallFrozen' } as const;
  doc.transact(() => {
    for (const [name, key] of Object.entries(keys)) {
      const value = patch[name as keyof ShownWall];
      if (value !== undefined && meta.get(key) !== value) meta.set(key, value);
    }
  }, origin);
}
