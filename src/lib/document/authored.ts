import type * as Y from 'yjs';
import { readString, recordIn } from './access';
import type { Collection } from './keys';

/** Which account first used a Yjs client id, by the server's journal; null: the server itself, or nobody that it knows. */
export type Whose = (clientId: number) => string | null;

/** A record that names another as its author than the one under whose client id it stands. */
export interface Forged {
  /** `<root>/<id>` */
  path: string;
  /** The account's id, as the record claims. */
  claimed: string;
  /** The account's id, by the journal. */
  author: string;
}

/**
 * Puts the author that the journal knows in the place of the `by` which the document claims (rule I5 of the sync server), and
 * returns with the records those that claimed another. What a record's maker is where nothing can be added to it later
 * (`made`), or who set the field last where several may say it one after the other (`last`).
 */
export function authored<T extends { id: string; by: string }>(
  doc: Y.Doc,
  collection: Collection,
  records: T[],
  whose: Whose,
  which: 'made' | 'last' = 'made'
): { records: T[]; forged: Forged[] } {
  const root = doc.getMap<unknown>(collection);
  const forged: Forged[] = [];
  const judged = records.map((record) => {
    const made = whoSet(root, record.id, whose);
    const map = recordIn(root, record.id);
    const set = map && whoSet(map, 'by', whose);
    const author = which === 'made' ? (made ?? set) : (set ?? made);
    if (author === null || author === record.by) return record;
    if (record.by) forged.push({ path: `${collection}/${record.id}`, claimed: readString(record.by), author });
    return { ...record, by: author };
  });
  return { records: judged, forged };
}

function whoSet(map: Y.Map<unknown>, key: string, whose: Whose): string | null {
  const item = map._map.get(key);
  return item && !item.deleted ? whose(item.id.client) : null;
}
