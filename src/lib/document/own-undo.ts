import * as Y from 'yjs';
import { ROOTS } from './keys';
import { OWN } from './meeting-document';

/**
 * Undo of this tablet's own acts. Taking back a line that one has added would take with it what others wrote in it since:
 * then one's own words go, and the line stays with theirs.
 */
export function ownUndo(doc: Y.Doc, captureTimeout: number): Y.UndoManager {
  const roots = ROOTS.map((root) => doc.getMap(root));
  const isRoot = new Set<unknown>(roots);

  /** The record that an item is, or is the first value of a field of. */
  function recordBegunBy(item: Y.Item): Y.AbstractType<unknown> | null {
    if (isRoot.has(item.parent)) return item.content instanceof Y.ContentType ? item.content.type : null;
    const parent = item.parent as Y.AbstractType<unknown>;
    const first = item.parentSub !== null && item.parentSub !== 'removed' && item.left === null;
    // A field that one was the first to set in another's record was no part of that record's beginning.
    if (parent._item?.id.client !== item.id.client) return null;
    return first && isRoot.has(parent.parent) ? parent : null;
  }

  function othersWroteIn(type: Y.AbstractType<unknown>): boolean {
    const items = [...type._map.values()];
    for (let item = type._start; item; item = item.right) items.push(item);
    return items.some(
      (item) =>
        !item.deleted &&
        (item.id.client !== doc.clientID || (item.content instanceof Y.ContentType && othersWroteIn(item.content.type)))
    );
  }

  return new Y.UndoManager(roots, {
    doc,
    trackedOrigins: new Set([OWN]),
    captureTimeout,
    deleteFilter: (item) => {
      const record = recordBegunBy(item);
      return record === null || !othersWroteIn(record);
    }
  });
}
