import * as Y from 'yjs';
import { OWN } from '$lib/document/meeting-document';
import { bindText } from '$lib/sync/bind-text';

// A bare page with one field on “this tablet” and a second document as “the other tablet”, updates going both ways at once.
const here = new Y.Doc();
const there = new Y.Doc();
const text = here.getText('words');
const other = there.getText('words');
/** Everything the other side was ever shown. */
const seen: string[] = [];

here.on('update', (update: Uint8Array, origin: unknown) => origin !== 'net' && Y.applyUpdate(there, update, 'net'));
there.on('update', (update: Uint8Array, origin: unknown) => origin !== 'net' && Y.applyUpdate(here, update, 'net'));
other.observe(() => seen.push(other.toString()));

const field = document.querySelector('textarea')!;
const history = new Y.UndoManager(text, { trackedOrigins: new Set([OWN]) });
let unbind: (() => void) | undefined;

Object.assign(window, {
  begin(words: string) {
    text.insert(0, words);
    seen.length = 0;
    unbind = bindText(text, { undo: () => history.undo(), redo: () => history.redo() })(field);
    field.focus();
    field.setSelectionRange(words.length, words.length);
  },
  caret(at: number, end = at) {
    field.setSelectionRange(at, end);
  },
  otherInserts: (at: number, words: string) => other.insert(at, words),
  otherDeletes: (at: number, length: number) => other.delete(at, length),
  leave: () => {
    unbind?.();
    field.remove();
  },
  state: () => ({
    field: field.value,
    here: text.toString(),
    there: other.toString(),
    caret: field.selectionStart,
    seen: [...seen]
  })
});
