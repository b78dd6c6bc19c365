import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Query } from '../db/store';
import { upload } from './tables';

export interface StoredPicture {
  width: number | null;
  height: number | null;
}

/** Which of these uploads have come up whole, by id. */
export async function storedAmong(
  q: Query,
  communityId: string,
  ids: readonly string[]
): Promise<Map<string, StoredPicture>> {
  if (!ids.length) return new Map();
  const rows = await q
    .select({ id: upload.id, width: upload.width, height: upload.height })
    .from(upload)
    .where(and(eq(upload.communityId, communityId), inArray(upload.id, [...ids]), isNotNull(upload.storedAt)))
    .all();
  return new Map(rows.map(({ id, ...size }) => [id, size]));
}
