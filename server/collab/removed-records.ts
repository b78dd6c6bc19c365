import * as Y from 'yjs';

/** A record whose key was deleted, or given to another record, and what stood in it. */
export interface Gone {
  root: string;
  record: string;
  /** JSON; long texts are cut. */
  words: string;
}

const LONGEST_TEXT = 4_000;
const MOST_FIELDS = 64;

/**
 * Calls `gone` for each record of these roots that a change takes out by its key. Our tablets never do that to what others
 * have written in (they mark a record as removed), so whoever does leaves a trace.
 */
export function watchRemoved(doc: Y.Doc, roots: readonly string[], gone: (record: Gone) => void): void {
  for (const root of roots)
    doc.getMap(root).observe((event, transaction) => {
      for (const [record, { action, oldValue }] of event.changes.keys)
        if (action !== 'add') gone({ root, record, words: JSON.stringify(before(oldValue, transaction, 0)) });
    });
}

/** What a value said before the transaction that deleted it; Yjs still holds it while observers are called. */
function before(value: unknown, transaction: Y.Transaction, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST_TEXT).toWellFormed();
  if (!(value instanceof Y.AbstractType)) return typeof value === 'object' ? null : value;
  const stood = (item: Y.Item) => !item.deleted || Y.isDeleted(transaction.deleteSet, item.id);
  if (value instanceof Y.Text) {
    let text = '';
    for (let item = value._start; item && text.length < LONGEST_TEXT; item = item.right)
      if (item.content instanceof Y.ContentString && stood(item)) text += item.content.str;
    return text.slice(0, LONGEST_TEXT).toWellFormed();
  }
  if (depth > 3) return null;
  const fields: Record<string, unknown> = {};
  for (const [key, item] of [...value._map].slice(0, MOST_FIELDS))
    if (stood(item)) fields[key.slice(0, 200)] = before(item.content.getContent().at(-1), transaction, depth + 1);
  return fields;
}
