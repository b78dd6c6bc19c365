import { and, count, eq } from 'drizzle-orm';
import type { Query } from '../db/store';
import { attachment } from './tables';

/** One thing that attachments belong to. */
export interface Owner {
  communityId: string;
  ownerKind: string;
  ownerId: string;
}

/** The condition for the attachments of one owner. */
export function ofOwner({ communityId, ownerKind, ownerId }: Owner) {
  return and(
    eq(attachment.communityId, communityId),
    eq(attachment.ownerKind, ownerKind),
    eq(attachment.ownerId, ownerId)
  );
}

/** Returns how many an owner has, unfinished ones among them. */
export async function countOfOwner(q: Query, owner: Owner): Promise<number> {
  const row = await q.select({ n: count() }).from(attachment).where(ofOwner(owner)).get();
  return row?.n ?? 0;
}
