import type * as Y from 'yjs';
import { OWN } from '../document/meeting-document';
import { caretAfter, editBetween, originsAfter, placeNow, rebase, type Delta } from './text-edit';

type Field = HTMLTextAreaElement | HTMLInputElement;

export interface Binding {
  /** Marks what this field writes, so that undo knows it as one's own. */
  origin?: unknown;
  /** Undo and redo keys act on the shared document: the browser's own history knows nothing of what others wrote. */
  undo?: () => void;
  redo?: () => void;
}

/**
 * Binds a field to a piece of shared text (an attachment: `{@attach bindText(text)}`).
 *
 * While an input method composes, the field belongs to it alone: nothing is written into it from outside (that would end
 * or double the composition), and nothing of it is shared (half-typed pinyin is nobody's word). When the composition
 * ends, its change is rebased on the place where it was made and everybody has both.
 */
export function bindText(text: Y.Text, { origin = OWN, undo, redo }: Binding = {}) {
  return (field: Field): (() => void) => {
    /** What the field showed when it last agreed with the shared text. */
    let agreed = text.toString();
    let composing = false;
    /** Others' changes since `agreed`, held back while composing. */
    let held: Delta[] = [];
    let writing = false;

    const clean = (value: string) => value.replace(/\r\n?/g, '\n');

    function show(value: string, start: number, end: number) {
      if (field.value !== value) {
        const { scrollTop, scrollLeft } = field;
        field.value = value;
        field.scrollTop = scrollTop;
        field.scrollLeft = scrollLeft;
      }
      if (field.ownerDocument.activeElement === field)
        field.setSelectionRange(start, end, field.selectionDirection ?? undefined);
      agreed = value;
    }

    /** Brings what was typed since `agreed` into the shared text, and the field up to date with it. */
    function share() {
      const value = clean(field.value);
      const caret = field.selectionEnd ?? value.length;
      const edit = editBetween(agreed, value, caret);
      if (!held.length) {
        if (!edit) return;
        write(edit.index, [{ index: edit.index, length: edit.remove }], edit.insert);
        agreed = value;
        return;
      }
      const origins = originsAfter(agreed.length, held);
      held = [];
      const { insertAt, deletes } = edit ? rebase(origins, edit) : { insertAt: 0, deletes: [] };
      if (edit) write(insertAt, deletes, edit.insert);
      const removed = new Set(deletes.flatMap(({ index, length }) => Array.from({ length }, (_, n) => index + n)));
      const left = origins.filter((_, at) => !removed.has(at));
      const placeOf = (place: number) => {
        if (!edit) return placeNow(left, place);
        if (place > edit.index && place <= edit.index + edit.insert.length) return insertAt + place - edit.index;
        const old = place <= edit.index ? place : place - edit.insert.length + edit.remove;
        const now = placeNow(left, old);
        return now > insertAt || (now === insertAt && place > edit.index) ? now + edit.insert.length : now;
      };
      show(text.toString(), placeOf(field.selectionStart ?? caret), placeOf(caret));
    }

    function write(insertAt: number, deletes: readonly { index: number; length: number }[], insert: string) {
      writing = true;
      try {
        text.doc?.transact(() => {
          for (const { index, length } of deletes) if (length) text.delete(index, length);
          if (insert) text.insert(insertAt, insert);
        }, origin);
      } finally {
        writing = false;
      }
    }

    function onShared(event: Y.YTextEvent) {
      if (writing) return;
      const delta = event.delta as Delta;
      if (composing) {
        held.push(delta);
        return;
      }
      const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
      show(text.toString(), caretAfter(start, delta), caretAfter(end, delta));
    }

    function onInput(event: Event) {
      if (composing || (event as InputEvent).isComposing) return;
      share();
    }
    function onStart() {
      // What was typed just before and not yet told (some keyboards) is no part of the composition.
      share();
      composing = true;
    }
    function onEnd() {
      composing = false;
      share();
    }
    function onBeforeInput(event: Event) {
      const { inputType } = event as InputEvent;
      const act = inputType === 'historyUndo' ? undo : inputType === 'historyRedo' ? redo : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    }
    function onKey(event: Event) {
      const { key, ctrlKey, metaKey, shiftKey, altKey, isComposing } = event as KeyboardEvent;
      if (isComposing || altKey || !(ctrlKey || metaKey)) return;
      const letter = key.toLowerCase();
      const act = letter === 'z' ? (shiftKey ? redo : undo) : letter === 'y' && ctrlKey ? redo : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    }

    field.value = agreed;
    text.observe(onShared);
    field.addEventListener('input', onInput);
    field.addEventListener('compositionstart', onStart);
    field.addEventListener('compositionend', onEnd);
    field.addEventListener('beforeinput', onBeforeInput);
    field.addEventListener('keydown', onKey);
    return () => {
      // A field that goes while its input method still composes takes no word with it.
      composing = false;
      if (clean(field.value) !== agreed || held.length) share();
      text.unobserve(onShared);
      field.removeEventListener('input', onInput);
      field.removeEventListener('compositionstart', onStart);
      field.removeEventListener('compositionend', onEnd);
      field.removeEventListener('beforeinput', onBeforeInput);
      field.removeEventListener('keydown', onKey);
    };
  };
}
