import { and, count, eq, isNull } from 'drizzle-orm';
import { attachment } from '../attachments/tables';
import type { Query } from '../db/store';
import { photo } from './tables';

/** Notes how many pictures and voice notes meetings know of whose files are still on their tablets. */
export async function notePhotosAway(q: Query, note: (where: string, what: string) => void): Promise<void> {
  const away = await q
    .select({ n: count() })
    .from(photo)
    .leftJoin(attachment, and(eq(attachment.communityId, photo.communityId), eq(attachment.id, photo.id)))
    .where(isNull(attachment.storedAt))
    .get();
  if (away?.n) note('uploads', `${away.n} pictures or voice notes have not come up from their tablets`);
}
