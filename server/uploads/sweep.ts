import type { UploadFiles } from './files';
import { and, isNull, lt } from 'drizzle-orm';
import { sweepPrivateReads } from '../attendance';
import { sweepItemPhotos } from '../ledger';
import type { Ground } from '../ground';
import { upload } from './tables';

/** A tablet that was away longer begins that file again; it has it still. */
const KEEP_UNFINISHED_MS = 3 * 24 * 3600_000;
const EVERY_MS = 6 * 3600_000;

/** Forgets files that were begun and not finished, pictures whose act was never done, and records of reading that are old enough. Gives how many files. */
export async function sweepUploads(s: Pick<Ground, 'store' | 'now'> & { uploads: UploadFiles }): Promise<number> {
  const before = new Date(s.now().getTime() - KEEP_UNFINISHED_MS);
  await s.store.tx((q) =>
    q
      .delete(upload)
      .where(and(isNull(upload.storedAt), lt(upload.startedAt, before.toISOString())))
      .run()
  );
  await sweepItemPhotos(s);
  await sweepPrivateReads(s);
  return await s.uploads.sweep(before);
}

/** Sweeps now and from time to time; gives what stops it. */
export function keepSweeping(s: Pick<Ground, 'store' | 'now' | 'log'> & { uploads: UploadFiles }): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const sweep = () =>
    (running = sweepUploads(s).catch((error: unknown) => s.log.error({ err: error }, 'uploads were not swept')));
  const timer = setInterval(sweep, EVERY_MS);
  timer.unref();
  sweep();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
