import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Query } from '../db/store';
import { ofOwner, type Owner } from './of-owner';
import { attachment } from './tables';

/** Whose loose files are meant: what somebody else sent is as absent as what is not there. */
export interface Sender extends Owner {
  by: string;
}

function loose(sender: Sender, ids: readonly string[]) {
  return and(
    ofOwner(sender),
    eq(attachment.by, sender.by),
    isNotNull(attachment.storedAt),
    isNull(attachment.tiedTo),
    inArray(attachment.id, [...ids])
  );
}

/** Returns those of these files that their sender has here whole and that nothing has used yet, in the order given. */
export async function looseAmong(q: Query, sender: Sender, ids: readonly string[]): Promise<string[]> {
  if (!ids.length) return [];
  const rows = await q.select({ id: attachment.id }).from(attachment).where(loose(sender, ids)).all();
  const existing = new Set(rows.map(({ id }) => id));
  return [...new Set(ids)].filter((id) => existing.has(id));
}

/** Ties loose files of a sender to what they go with, for good; inside the transaction of that. */
export async function tieAttachments(q: Query, sender: Sender, ids: readonly string[], tiedTo: string): Promise<void> {
  if (ids.length) await q.update(attachment).set({ tiedTo }).where(loose(sender, ids)).run();
}
