import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import type { Row } from '$lib/domain/import/guess';
import type { Ground } from '../ground';

// What was sent in lies beside the database, outside of what is backed up: it holds what will not be imported too, telephone
// numbers above all. It goes when the import is through, and at the latest after KEEP_MS.

const FOLDER = 'imports';
export const KEEP_MS = 7 * 24 * 3600_000;
const unpack = promisify(gunzip);
/** So many rows are read before others have their turn. */
const SLICE = 1_000;
const ID = /^[0-9a-f-]{36}$/;

interface Kept {
  date1904: boolean;
  rows: Row[];
}

function fileOf(s: Pick<Ground, 'config'>, id: string, kind: 'file' | 'rows'): string {
  if (!ID.test(id)) throw new Error('an import is named by a uuid');
  return path.join(s.config.dataDir, FOLDER, `${id}.${kind}`);
}

/** Keeps the file as it came, so that another of its sheets can be chosen. */
export async function keepFile(s: Pick<Ground, 'config'>, id: string, bytes: Buffer): Promise<void> {
  await mkdir(path.join(s.config.dataDir, FOLDER), { recursive: true, mode: 0o700 });
  await writeFile(fileOf(s, id, 'file'), bytes, { mode: 0o600 });
}

/** The file as it came; null where it is gone. */
export async function keptFile(s: Pick<Ground, 'config'>, id: string): Promise<Buffer | null> {
  return await readFile(fileOf(s, id, 'file')).catch(absent);
}

/** Keeps the rows of the chosen sheet. */
export async function keepRows(s: Pick<Ground, 'config'>, id: string, { date1904, rows }: Kept): Promise<void> {
  function* lines() {
    yield `${JSON.stringify(date1904)}\n`;
    for (const { n, cells } of rows) yield `${JSON.stringify([n, ...cells])}\n`;
  }
  const options = { mode: 0o600 };
  await pipeline(lines, createGzip({ level: 1 }), createWriteStream(fileOf(s, id, 'rows'), options));
}

/** The rows of the chosen sheet; null where they are gone. */
export async function keptRows(s: Pick<Ground, 'config'>, id: string): Promise<Kept | null> {
  const packed = await readFile(fileOf(s, id, 'rows')).catch(absent);
  if (!packed) return null;
  const lines = (await unpack(packed)).toString('utf8').split('\n');
  const rows: Row[] = [];
  for (const [at, line] of lines.entries()) {
    if (at % SLICE === 0) await setImmediate();
    if (at === 0 || !line) continue;
    const [n, ...cells] = JSON.parse(line) as [number, ...string[]];
    rows.push({ n, cells });
  }
  return { date1904: lines[0] === 'true', rows };
}

/** Forgets what was kept of an import. */
export async function forgetFiles(s: Pick<Ground, 'config'>, id: string): Promise<void> {
  for (const kind of ['file', 'rows'] as const) await rm(fileOf(s, id, kind), { force: true });
}

/** Forgets what has lain too long; gives the ids. */
export async function sweepFiles(s: Pick<Ground, 'config' | 'now'>): Promise<string[]> {
  const folder = path.join(s.config.dataDir, FOLDER);
  const gone = new Set<string>();
  for (const name of (await readdir(folder).catch(absent)) ?? []) {
    const [, id] = /^([0-9a-f-]{36})\.(?:file|rows)$/.exec(name) ?? [];
    const made = id && (await stat(path.join(folder, name)).catch(absent))?.mtimeMs;
    if (!id || !made || made > s.now().getTime() - KEEP_MS) continue;
    await rm(path.join(folder, name), { force: true });
    gone.add(id);
  }
  return [...gone];
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
