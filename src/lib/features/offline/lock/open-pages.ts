import { readLock, readOpen, writeOpen } from './lock-store';

/**
 * The worker's half: which pages of this browser have been let in. A browser that starts anew gives its pages new ids, so
 * none of them is. The living are all windows there are now.
 */
export async function letIn(id: string, living: readonly string[]): Promise<void> {
  if (!id) return;
  const open = (await readOpen()).filter((one) => living.includes(one) && one !== id);
  await writeOpen([...open, id]);
}

/**
 * May kept pages be shown? Without a PIN, yes. With one, a new page needs another that is let in and still lives (a reload,
 * a link); the data of a page that is there already needs that very page to be in.
 */
export async function mayShow(living: readonly string[], own?: string): Promise<boolean> {
  let lock;
  try {
    lock = await readLock();
  } catch {
    // Where nothing can be stored no PIN was kept either.
    return true;
  }
  if (!lock) return true;
  const open = await readOpen();
  return own ? open.includes(own) : open.some((id) => living.includes(id));
}
