import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { create } from 'tar';
import { forgetSettled } from '../collab';
import { FILES_FOLDER, PARTIAL } from '../files';
import { DATABASE, JOURNAL } from './verify-data';

export const MANIFEST = 'manifest.json';
const NAME = /^stoolside-\d{4}-\d\d-\d\dT\d{6}Z\.tar\.gz$/;

export interface Manifest {
  format: 1;
  /** ISO */
  madeAt: string;
  files: { path: string; bytes: number; sha256: string }[];
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Files below a folder, as paths from it, in order; none where the folder is not there. */
export async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((one) => one.isFile())
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)))
    .sort();
}

/** A copy of a SQLite file as it stands at one moment, taken while others write to it (SQLite's online backup). */
async function copyDatabase(from: string, to: string): Promise<void> {
  const db = new Database(from, { readonly: true, fileMustExist: true });
  try {
    // All pages in one step: a copy in several would begin again at each write of the server's.
    await db.backup(to, { progress: () => Number.MAX_SAFE_INTEGER });
  } finally {
    db.close();
  }
  // One file, without a log beside it.
  const copy = new Database(to);
  try {
    copy.pragma('journal_mode = DELETE');
    const [{ integrity_check: said } = { integrity_check: 'nothing' }] = copy.pragma('integrity_check(1)') as {
      integrity_check: string;
    }[];
    if (said !== 'ok') throw new Error(`${path.basename(from)} is damaged: ${said}`);
  } finally {
    copy.close();
  }
}

/**
 * Copies the data folder, while the server runs, into one archive `stoolside-<date>.tar.gz` in `to`, with the checksum of
 * each file. The database first, the journal next, the files last: whatever an earlier one names is in a later one. The
 * archive gets its name only when it is complete. The key that encrypts secrets of channels (`secret.key`) is left out on purpose:
 * beside it, what it encrypts would lie open in every archive. Of the older ones, the newest `keep` stay.
 */
export async function backup(
  dataDir: string,
  to: string,
  { now = new Date(), keep }: { now?: Date; keep?: number } = {}
): Promise<{ archive: string; manifest: Manifest; removed: string[] }> {
  await mkdir(to, { recursive: true });
  const work = await mkdtemp(path.join(to, '.backup-'));
  try {
    await copyDatabase(path.join(dataDir, DATABASE), path.join(work, DATABASE));
    await copyDatabase(path.join(dataDir, JOURNAL), path.join(work, JOURNAL));
    forgetSettled(path.join(work, JOURNAL));
    // Named by what they hold and never changed: a plain copy is a right one.
    if (existsSync(path.join(dataDir, FILES_FOLDER)))
      await cp(path.join(dataDir, FILES_FOLDER), path.join(work, FILES_FOLDER), {
        recursive: true,
        // What is on its way: its tablet has it still.
        filter: (from) => from !== path.join(dataDir, FILES_FOLDER, PARTIAL)
      });

    const files: Manifest['files'] = [];
    for (const file of await filesBelow(work)) {
      const at = path.join(work, file);
      files.push({ path: file.split(path.sep).join('/'), bytes: (await stat(at)).size, sha256: await sha256Of(at) });
    }
    const manifest: Manifest = { format: 1, madeAt: now.toISOString(), files };
    await writeFile(path.join(work, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);

    const name = `stoolside-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.tar.gz`;
    const unfinished = path.join(work, '.archive');
    await create({ file: unfinished, cwd: work, gzip: true, portable: true, strict: true }, [
      MANIFEST,
      ...files.map((file) => file.path)
    ]);
    await rename(unfinished, path.join(to, name));
    return { archive: path.join(to, name), manifest, removed: keep ? await dropOld(to, keep) : [] };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function dropOld(folder: string, keep: number): Promise<string[]> {
  const archives = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  const old = archives.slice(0, Math.max(0, archives.length - keep));
  for (const name of old) await rm(path.join(folder, name));
  return old;
}
