import { isNotNull } from 'drizzle-orm';
import type { Query } from '../db/store';
import type { UsedFile } from '../files';
import { looseUntil } from './sweep';
import { attachment } from './tables';

/** Returns the files of every whole attachment, for the walk of `verify-data`, and how many attachments there are. */
export async function attachmentFiles(q: Query, now: Date): Promise<{ files: UsedFile[]; count: number }> {
  const { id, sha256, smallSha256, tiedTo, storedAt } = attachment;
  const rows = await q
    .select({ id, sha256, smallSha256, tiedTo, storedAt })
    .from(attachment)
    .where(isNotNull(storedAt))
    .all();
  const until = looseUntil(now);
  const files = rows.flatMap((row) => {
    // A copy made while the sweeper was at work may have the row of a loose one without its file.
    const missing = row.tiedTo === null && row.storedAt! < until ? null : 'its file is missing';
    return [row.sha256, row.smallSha256].flatMap((one) =>
      one ? { sha256: one, where: `upload ${row.id}`, missing } : []
    );
  });
  return { files, count: rows.length };
}
