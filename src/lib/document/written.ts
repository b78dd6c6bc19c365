import * as Y from 'yjs';

/** Ids of the entries and issues that a transaction wrote in: of the records, whatever part of them it was. */
export function writtenIn(doc: Y.Doc, { changed }: Pick<Y.Transaction, 'changed'>): string[] {
  const roots = new Set<unknown>([doc.getMap('entries'), doc.getMap('issues')]);
  const ids = new Set<string>();
  for (const [type, keys] of changed as Map<Y.AbstractType<unknown>, Set<string | null>>) {
    if (roots.has(type)) keys.forEach((key) => key !== null && ids.add(key));
    for (let at: Y.AbstractType<unknown> | null = type; at?._item; at = at._item.parent as Y.AbstractType<unknown>)
      if (roots.has(at._item.parent) && at._item.parentSub !== null) ids.add(at._item.parentSub);
  }
  return [...ids];
}
