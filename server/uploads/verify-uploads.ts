import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { and, count, eq, isNotNull, isNull, like } from 'drizzle-orm';
import { community } from '../community/tables';
import type { Query } from '../db/store';
import { itemEvent, itemPhoto } from '../ledger/tables';
import { photo } from '../meetings/tables';
import { keptAt, PARTIAL } from './files';
import { upload } from './tables';

type Say = (where: string, what: string) => void;

/** The files of the uploads' folder against their names and against the database. Gives how many there are. */
export async function verifyUploads(
  q: Query,
  folder: string,
  { fault, note }: { fault: Say; note: Say }
): Promise<{ uploads: number }> {
  const rows = await q.select().from(upload).where(isNotNull(upload.storedAt)).all();
  const wanted = new Set<string>();
  for (const row of rows) {
    for (const sha256 of [row.sha256, row.smallSha256]) {
      if (!sha256) continue;
      wanted.add(sha256);
      if (!existsSync(keptAt(folder, sha256))) fault(`upload ${row.id}`, 'its file is missing');
    }
  }
  for (const { settings } of await q.select({ settings: community.settings }).from(community).all()) {
    const { sha256 } = (settings?.plan ?? {}) as { sha256?: string };
    if (!sha256) continue;
    wanted.add(sha256);
    if (!existsSync(keptAt(folder, sha256))) fault('plan', 'its picture is missing');
  }
  await verifyItemPhotos(q, fault, (sha256) => {
    wanted.add(sha256);
    return existsSync(keptAt(folder, sha256));
  });
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
  const [away] = await q
    .select({ n: count() })
    .from(photo)
    .leftJoin(upload, and(eq(upload.communityId, photo.communityId), eq(upload.id, photo.id)))
    .where(isNull(upload.storedAt))
    .all();
  if (away?.n) note('uploads', `${away.n} pictures or voice notes have not come up from their tablets`);
  return { uploads: rows.length };
}

/** Each picture of an item has its files and an act that names it, and each that an act names is there. */
async function verifyItemPhotos(q: Query, fault: Say, isThere: (sha256: string) => boolean): Promise<void> {
  const rows = await q
    .select({ photo: itemPhoto, itemId: itemEvent.itemId, detail: itemEvent.detail })
    .from(itemPhoto)
    .leftJoin(itemEvent, and(eq(itemEvent.communityId, itemPhoto.communityId), eq(itemEvent.seq, itemPhoto.eventSeq)))
    .all();
  const there = new Set(rows.map(({ photo }) => photo.id));
  const acts = await q
    .select({ seq: itemEvent.seq, detail: itemEvent.detail })
    .from(itemEvent)
    .where(like(itemEvent.detail, '%"photos":[%'))
    .all();
  for (const { seq, detail } of acts)
    for (const id of Array.isArray(detail.photos) ? detail.photos : [])
      if (!there.has(id as string)) fault(`ledger event ${seq}`, `its picture ${String(id)} is gone`);
  for (const { photo, itemId, detail } of rows) {
    const where = `photo ${photo.id}`;
    for (const sha256 of [photo.sha256, photo.smallSha256]) if (!isThere(sha256)) fault(where, 'its file is missing');
    if (photo.eventSeq === null) continue;
    const named = (detail?.photos ?? []) as string[];
    if (itemId !== photo.itemId || !named.includes(photo.id)) fault(where, 'belongs to no act of its item');
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const files: string[] = [];
  for (const one of await readdir(folder, { withFileTypes: true }))
    if (one.isDirectory() && one.name !== PARTIAL)
      files.push(...(await readdir(path.join(folder, one.name))).map((name) => path.join(folder, one.name, name)));
  return files;
}
