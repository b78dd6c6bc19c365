import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import { anyOf } from '../db/any-of';
import type { Query } from '../db/store';
import { ofOwner, type Owner } from './of-owner';
import { attachment, type AttachmentRow } from './tables';

export type Attached = Pick<AttachmentRow, 'id' | 'kind' | 'tiedTo' | 'by' | 'takenAt' | 'about' | 'width' | 'height'>;

const { id, kind, tiedTo, by, takenAt, about, width, height } = attachment;
const COLUMNS = { id, kind, tiedTo, by, takenAt, about, width, height };
const tied = and(isNotNull(attachment.storedAt), isNotNull(tiedTo));

/** Returns what is tied to an owner, the oldest first; with `by` only what these sent. Who may see it its caller has judged. */
export async function attachedTo(q: Query, owner: Owner, from?: { by: readonly string[] }): Promise<Attached[]> {
  return await q
    .select(COLUMNS)
    .from(attachment)
    .where(and(ofOwner(owner), tied, from && inArray(by, [...from.by])))
    .orderBy(asc(takenAt), asc(id))
    .all();
}

/** Returns whether this is a tied attachment of that kind of owner, sent by one of these. */
export async function wasSentBy(
  q: Query,
  { communityId, ownerKind, id: one }: { communityId: string; ownerKind: string; id: string },
  senders: readonly string[]
): Promise<boolean> {
  const row = await q
    .select({ id })
    .from(attachment)
    .where(
      and(
        eq(attachment.communityId, communityId),
        eq(id, one),
        eq(attachment.ownerKind, ownerKind),
        tied,
        inArray(by, [...senders])
      )
    )
    .get();
  return row !== undefined;
}

export interface StoredPicture {
  width: number | null;
  height: number | null;
}

/** Returns which of these attachments are whole and tied, by id. */
export async function storedAmong(
  q: Query,
  communityId: string,
  ids: readonly string[]
): Promise<Map<string, StoredPicture>> {
  if (!ids.length) return new Map();
  const rows = await q
    .select({ id, width, height })
    .from(attachment)
    .where(and(eq(attachment.communityId, communityId), anyOf(id, ids), tied))
    .all();
  return new Map(rows.map(({ id: one, ...size }) => [one, size]));
}
