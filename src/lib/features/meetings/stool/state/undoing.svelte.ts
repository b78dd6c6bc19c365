import { OWN } from '$lib/document/meeting-document';
import type { MeetingConnection } from '$lib/sync/connect-meeting';
import type { Act } from '../stool';

/** One's own acts and how they are taken back. Registers effects. */
export function createUndoing({ doc, undo: steps }: MeetingConnection) {
  let removed = $state<string | null>(null);
  /** What undo would take back, while that is sure: after an undo the step before it has no name. */
  let undoes = $state<Act | null>(null);
  let acting = false;

  $effect(() => {
    const heard = ({ origin, changed }: { origin: unknown; changed: { size: number } }) => {
      if (acting || origin !== OWN || !changed.size) return;
      undoes = 'edit';
      removed = null;
    };
    doc.on('afterTransaction', heard);
    return () => doc.off('afterTransaction', heard);
  });

  function undo() {
    steps.undo();
    undoes = null;
    removed = null;
  }

  return {
    /** What was taken out just now, for the offer to bring it back. */
    get removed() {
      return removed;
    },
    /** What would be undone, where that is known. */
    get undoes() {
      return undoes;
    },
    /** One act of one's own is one step of undo. The offer to bring back what was removed before ends with it. */
    act<T>(what: Act, work: () => T): T {
      steps.step();
      acting = true;
      try {
        return work();
      } finally {
        acting = false;
        steps.step();
        undoes = what;
        removed = null;
      }
    },
    offerBack(name: string) {
      removed = name;
    },
    undo,
    /** Ctrl+Z outside of a field; inside one the browser's own would undo the field's letters only. */
    shortcut(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z') return;
      if ((event.target as Element).matches('input')) return;
      event.preventDefault();
      undo();
    }
  };
}

export type Undoing = ReturnType<typeof createUndoing>;
