import type * as Y from 'yjs';
import type { ScreenSettings } from '../domain/publicity/shown';
import { readNumber } from './access';

/** Type sizes of the screen that can be chosen. */
export const SCREEN_SIZES = [1, 1.15, 1.3] as const;

/** How the shared screen looks, as the facilitator set it from a tablet. */
export function readScreen(doc: Y.Doc): ScreenSettings {
  const meta = doc.getMap<unknown>('meta');
  const size = readNumber(meta.get('screenSize'));
  return {
    size: SCREEN_SIZES.find((one) => one === size) ?? 1,
    outdoors: meta.get('screenOutdoors') === true,
    frozen: meta.get('screenFrozen') === true
  };
}

export function setScreen(doc: Y.Doc, patch: Partial<ScreenSettings>, origin: unknown): void {
  const meta = doc.getMap<unknown>('meta');
  const keys = { size: 'screenSize', outdoors: 'screenOutdoors', frozen: 'screenFrozen' } as const;
  doc.transact(() => {
    for (const [name, key] of Object.entries(keys)) {
      const value = patch[name as keyof ScreenSettings];
      if (value !== undefined && meta.get(key) !== value) meta.set(key, value);
    }
  }, origin);
}
