import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PARTIAL, pathOf } from './file-store';

/** Bytes that somebody relies on, and what is said of them where they are gone. */
export interface UsedFile {
  sha256: string;
  /** Whose they are, for an administrator. */
  where: string;
  /** Such as `its picture is missing`; null: it may be gone by now. */
  missing: string | null;
}

type Say = (where: string, what: string) => void;

/** Walks the folder once: each file against its name, each file in use against the folder. */
export async function verifyFiles(
  folder: string,
  used: readonly UsedFile[],
  { fault, note }: { fault: Say; note: Say }
): Promise<void> {
  const wanted = new Set<string>();
  for (const { sha256, where, missing } of used) {
    wanted.add(sha256);
    if (missing && !existsSync(pathOf(folder, sha256))) fault(where, missing);
  }
  let spare = 0;
  for (const file of await filesBelow(folder)) {
    const name = path.basename(file);
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    if (hash.digest('hex') !== name) fault(`uploads ${name.slice(0, 12)}`, 'is not what was kept');
    if (!wanted.has(name)) spare += 1;
  }
  // The process died between the file and its row; the tablet sent it again.
  if (spare) note('uploads', `${spare} files belong to no upload`);
}

async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const files: string[] = [];
  for (const one of await readdir(folder, { withFileTypes: true }))
    if (one.isDirectory() && one.name !== PARTIAL)
      files.push(...(await readdir(path.join(folder, one.name))).map((name) => path.join(folder, one.name, name)));
  return files;
}
