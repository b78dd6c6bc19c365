import * as Y from 'yjs';
import { ROOTS } from './keys';

/** The records a transaction changed, as `<root>/<id>`; for `meta` its keys. */
export function touchedRecords(transaction: Y.Transaction): Set<string> {
  const { doc } = transaction;
  const rootOf = new Map<unknown, string>(ROOTS.map((root) => [doc.getMap(root), root]));
  const touched = new Set<string>();
  transaction.changed.forEach((keys, type) => {
    const root = rootOf.get(type);
    if (root !== undefined) {
      for (const key of keys) if (key !== null) touched.add(`${root}/${key}`);
      return;
    }
    let inner = type as Y.AbstractType<unknown>;
    while (inner.parent && !rootOf.has(inner.parent)) inner = inner.parent as Y.AbstractType<unknown>;
    const top = rootOf.get(inner.parent);
    if (top !== undefined) touched.add(`${top}/${inner._item?.parentSub ?? ''}`);
  });
  return touched;
}
