import type { EntryKind } from '$lib/domain/meetings/kind';
import { isPutDown, keepDraft, keepHandovers, loadDraft, loadHandovers, type Handover, type Shelf } from './draft';

/** The composer's draft on this device, and the entries on their way from it into the offline copy. */
export function createDrafting(shelf: Shelf, desk: string, clock: () => Date) {
  const kept = loadDraft(shelf, desk);
  let kind = $state(kept.kind);
  let speaker = $state(kept.speaker);
  let text = $state(kept.text);
  let unkept = $state(false);
  /** It stands as the device brought it back: nobody has typed since. */
  let untouched = kept.text !== '';
  let handovers: Handover[] = loadHandovers(shelf, desk);

  function keep() {
    untouched = false;
    unkept = !keepDraft(shelf, desk, { kind, speaker, text, at: clock().toISOString() }) && text.length > 0;
  }

  return {
    draft: {
      get kind() {
        return kind;
      },
      set kind(next: EntryKind) {
        kind = next;
        keep();
      },
      get speaker() {
        return speaker;
      },
      set speaker(next: string) {
        speaker = next;
        keep();
      },
      get text() {
        return text;
      },
      set text(next: string) {
        text = next;
        keep();
      }
    },
    get unkept() {
      return unkept;
    },
    /**
     * Takes the draft out of the composer as an entry to be. It stays on the device until `arrived`. Null when nothing is
     * written. The speaker goes too: words put in a wrong mouth are worse than one more tap.
     */
    take(at: string): Handover | null {
      if (!text.trim()) return null;
      const taken: Handover = {
        at,
        kind,
        speaker: speaker.trim(),
        text: text.trim()
      };
      handovers = [...handovers, taken];
      keepHandovers(shelf, desk, handovers);
      kind = 'voice';
      speaker = '';
      text = '';
      keep();
      return taken;
    },
    /** Enters again what a crash kept from the document: what stands there already is told by its moment and its writer. */
    recover(entries: readonly { at: string; by: string }[], me: string, enter: (one: Handover) => void): void {
      for (const one of handovers) if (!entries.some(({ at, by }) => at === one.at && by === me)) enter(one);
    },
    /** Empties the composer of what was put down before a crash. */
    forgetPutDown(entries: readonly { at: string; by: string; text: string }[], me: string): void {
      if (!untouched || !isPutDown(kept, entries, me)) return;
      kind = 'voice';
      speaker = '';
      text = '';
      keep();
    },
    /** The offline copy has them all. */
    arrived() {
      if (!handovers.length) return;
      handovers = [];
      keepHandovers(shelf, desk, handovers);
    }
  };
}
