import { and, eq, isNull } from 'drizzle-orm';
import type { Ground } from '../../ground';
import type { DoorRow } from '../doors-hearing';
import { door } from '../tables';

/** A door that has not been taken away. */
export async function findDoor(s: Pick<Ground, 'store'>, communityId: string, id: string): Promise<DoorRow | null> {
  const row = await s.store.q
    .select()
    .from(door)
    .where(and(eq(door.communityId, communityId), eq(door.id, id), isNull(door.removedAt)))
    .get();
  return row ?? null;
}
