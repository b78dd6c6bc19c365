import { and, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { Query } from '../db/store';
import type { UsedFile } from '../files';
import type { Ground } from '../ground';
import type { Attachments } from './owners';
import { attachment } from './tables';

const HOUR_MS = 3600_000;
/** A tablet that was away longer begins that file again; it has it still. */
const UNFINISHED_MS = 3 * 24 * HOUR_MS;
/** Whose act is not done a day later did not mean it. */
const LOOSE_MS = 24 * HOUR_MS;
/** Whoever put a file names it in a row at once; this is much longer. */
const UNNAMED_MS = HOUR_MS;

/** The moment before which a file that is loose still is forgotten by the next sweep. */
export function looseUntil(now: Date): string {
  return new Date(now.getTime() - LOOSE_MS).toISOString();
}

/**
 * Forgets files that were begun and not finished, and whole ones that were never tied, with their bytes where nobody else
 * uses the same: `usedElsewhere` says what stands in the folder for others. Returns how many unfinished files went.
 */
export async function sweepAttachments(
  s: Pick<Ground, 'store' | 'now'> & { attachments: Attachments },
  usedElsewhere: (q: Query) => Promise<readonly UsedFile[]>
): Promise<number> {
  const { files } = s.attachments;
  const now = s.now();
  const begunBefore = new Date(now.getTime() - UNFINISHED_MS);
  const unfinished = and(isNull(attachment.storedAt), lt(attachment.startedAt, begunBefore.toISOString()));
  const loose = and(isNotNull(attachment.storedAt), lt(attachment.storedAt, looseUntil(now)));
  const { sha256, smallSha256 } = attachment;
  const gone = await s.store.tx((q) =>
    q
      .delete(attachment)
      .where(and(isNull(attachment.tiedTo), or(unfinished, loose)))
      .returning({ sha256, smallSha256 })
      .all()
  );
  const hashes = [...new Set(gone.flatMap((row) => [row.sha256 ?? [], row.smallSha256 ?? []].flat()))];
  if (hashes.length) {
    const used = await usedAmong(s.store.q, hashes);
    for (const file of await usedElsewhere(s.store.q)) used.add(file.sha256);
    const putBefore = new Date(now.getTime() - UNNAMED_MS);
    for (const hash of hashes) if (!used.has(hash)) await files.remove(hash, putBefore);
  }
  return await files.unfinished.sweep(begunBefore);
}

/** Which of these hashes an attachment still has. */
async function usedAmong(q: Query, hashes: readonly string[]): Promise<Set<string>> {
  const { sha256, smallSha256 } = attachment;
  const rows = await q
    .select({ sha256, smallSha256 })
    .from(attachment)
    .where(or(inArray(sha256, [...hashes]), inArray(smallSha256, [...hashes])))
    .all();
  return new Set(rows.flatMap((row) => [row.sha256 ?? [], row.smallSha256 ?? []].flat()));
}
