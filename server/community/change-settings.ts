import { eq } from 'drizzle-orm';
import type { Ground } from '../ground';
import { community } from './tables';

/** Writes some of a community's settings and leaves the others alone; one that is undefined goes back to what holds without it. */
export async function changeSettings(
  s: Pick<Ground, 'store'>,
  communityId: string,
  changed: Record<string, unknown>
): Promise<void> {
  await s.store.tx(async (q) => {
    const scope = eq(community.id, communityId);
    const row = await q.select({ settings: community.settings }).from(community).where(scope).get();
    // As JSON, so that what is undefined is not there.
    const settings = { ...row?.settings, ...changed };
    await q.update(community).set({ settings }).where(scope).run();
  });
}
