import { readFile } from 'node:fs/promises';
import { isAbsent } from './faults';

/** Returns the whole of a file; null where there is none. */
export function readOrNull(file: string): Promise<Buffer | null> {
  return readFile(file).catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw error;
  });
}
