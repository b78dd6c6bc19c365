import { and, eq, isNotNull, like, sql } from 'drizzle-orm';
import { attachment } from '../attachments/tables';
import type { Query } from '../db/store';
import { ITEM_OWNER } from './item-attachments';
import { itemEvent } from './tables';

/** Each picture of an item has an act that names it, and each that an act names is there. */
export async function verifyItemPhotos(q: Query, fault: (where: string, what: string) => void): Promise<void> {
  const rows = await q
    .select({
      id: attachment.id,
      ownerId: attachment.ownerId,
      tiedTo: attachment.tiedTo,
      itemId: itemEvent.itemId,
      detail: itemEvent.detail
    })
    .from(attachment)
    .leftJoin(
      itemEvent,
      and(
        eq(itemEvent.communityId, attachment.communityId),
        eq(itemEvent.seq, sql`cast(${attachment.tiedTo} as integer)`)
      )
    )
    .where(and(eq(attachment.ownerKind, ITEM_OWNER), isNotNull(attachment.storedAt)))
    .all();
  const existing = new Set(rows.map(({ id }) => id));
  const acts = await q
    .select({ seq: itemEvent.seq, detail: itemEvent.detail })
    .from(itemEvent)
    .where(like(itemEvent.detail, '%"photos":[%'))
    .all();
  for (const { seq, detail } of acts)
    for (const id of Array.isArray(detail.photos) ? detail.photos : [])
      if (!existing.has(id as string)) fault(`ledger event ${seq}`, `its picture ${String(id)} is gone`);
  for (const { id, ownerId, tiedTo, itemId, detail } of rows) {
    if (tiedTo === null) continue;
    const named = (detail?.photos ?? []) as string[];
    if (itemId !== ownerId || !named.includes(id)) fault(`photo ${id}`, 'belongs to no act of its item');
  }
}
