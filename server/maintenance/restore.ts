import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { extract } from 'tar';
import { z } from 'zod';
import { lockFolder } from '../db/folder-lock';
import { SECRET_KEY_FILE } from '../notices';
import { filesBelow, MANIFEST, sha256Of, type Manifest } from './backup';
import { DATABASE, JOURNAL, verifyData, type Verified } from './verify-data';

/** Why nothing was restored, in a sentence for people. */
export class NotRestored extends Error {}

const manifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  files: z.array(
    z.object({ path: z.string().regex(/^(?!\/)(?!.*\.\.)[^\\]+$/), bytes: z.number(), sha256: z.string().length(64) })
  )
});

/**
 * Unpacks an archive of `backup` into `dataDir`. Every checksum is compared and the data walked through before anything is
 * put in its place; what stood there goes aside to `<dataDir>.before-<date>` when `replace` is given, and otherwise stops
 * it. The secret key, which is in no archive, stays. Throws NotRestored, also where a server runs on that folder; the folder
 * is then as it was.
 */
export async function restore(
  archive: string,
  dataDir: string,
  { replace = false, now = new Date() }: { replace?: boolean; now?: Date } = {}
): Promise<{ manifest: Manifest; verified: Verified; aside: string | null }> {
  if (!existsSync(archive)) throw new NotRestored(`There is no file ${archive}.`);
  const holds = existsSync(dataDir) && (await readdir(dataDir)).length > 0;
  if (holds && !replace)
    throw new NotRestored(`${dataDir} holds data. Name an empty folder, or add --replace to put it aside first.`);
  const release = holds ? lockFolder(dataDir) : null;
  if (holds && !release) throw new NotRestored(`A server is running on ${dataDir}. Stop it first.`);
  try {
    return await replaceFolder(archive, dataDir, { holds, now, beforeMove: () => release?.() });
  } finally {
    release?.();
  }
}

async function replaceFolder(
  archive: string,
  dataDir: string,
  /** `beforeMove`: where a file of a folder is open, some systems do not move it. */
  { holds, now, beforeMove }: { holds: boolean; now: Date; beforeMove: () => void }
): Promise<{ manifest: Manifest; verified: Verified; aside: string | null }> {
  await mkdir(path.dirname(dataDir), { recursive: true });
  const work = await mkdtemp(`${dataDir}.restoring-`);
  try {
    await extract({ file: archive, cwd: work, strict: true }).catch((error: Error) => {
      throw new NotRestored(`${archive} is no whole archive: ${error.message}.`);
    });
    const manifest = await readManifest(work);
    const expected = new Map(manifest.files.map((file) => [file.path, file]));
    for (const file of await filesBelow(work)) {
      const name = file.split(path.sep).join('/');
      if (name === MANIFEST) continue;
      const said = expected.get(name);
      if (!said) throw new NotRestored(`${name} is not named in the archive's list.`);
      const at = path.join(work, file);
      if ((await stat(at)).size !== said.bytes || (await sha256Of(at)) !== said.sha256)
        throw new NotRestored(`${name} is not what was backed up.`);
      expected.delete(name);
    }
    const [missing] = expected.keys();
    if (missing) throw new NotRestored(`${missing} is missing in the archive.`);
    for (const name of [DATABASE, JOURNAL])
      if (!existsSync(path.join(work, name))) throw new NotRestored(`${name} is missing in the archive.`);
    // The key is in no archive; on its own machine it goes on serving.
    const key = path.join(dataDir, SECRET_KEY_FILE);
    if (existsSync(key)) await copyFile(key, path.join(work, SECRET_KEY_FILE));
    const verified = await verifyData(work);
    await rm(path.join(work, MANIFEST));

    const aside = holds ? `${dataDir}.before-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z` : null;
    beforeMove();
    if (aside) await rename(dataDir, aside);
    else if (existsSync(dataDir)) await rm(dataDir, { recursive: true });
    await rename(work, dataDir);
    return { manifest, verified, aside };
  } finally {
    // A broken archive leaves its unpacking in the middle of a file for a moment.
    await rm(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path.join(folder, MANIFEST), 'utf8')));
  } catch {
    throw new NotRestored(
      'The archive has no list of its files that can be read; it was not made by “npm run backup”.'
    );
  }
}
