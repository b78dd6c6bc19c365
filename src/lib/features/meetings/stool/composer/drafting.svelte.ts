import type { EntryKind } from '$lib/domain/meetings/kind';
import {
  isPutDown,
  keepDraft,
  keepHandovers,
  loadDraft,
  loadHandovers,
  type Handover,
  type DeviceStore
} from './draft';

/** How long the server is waited for before a line is entered again that a crash may have kept from this tablet. */
const HEAR_SERVER_MS = 4_000;

/** The composer's draft on this device, and the entries on their way from it into the offline copy. */
export function createDrafting(store: DeviceStore, desk: string, clock: () => Date) {
  const kept = loadDraft(store, desk);
  let kind = $state(kept.kind);
  let speaker = $state(kept.speaker);
  let text = $state(kept.text);
  let unkept = $state(false);
  /** It stands as the device brought it back: nobody has typed since. */
  let untouched = kept.text !== '';
  let handovers: Handover[] = loadHandovers(store, desk);

  function keep() {
    untouched = false;
    unkept = !keepDraft(store, desk, { kind, speaker, text, at: clock().toISOString() }) && text.length > 0;
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
      keepHandovers(store, desk, handovers);
      kind = 'voice';
      speaker = '';
      text = '';
      keep();
      return taken;
    },
    /** Enters again what a crash kept from the document: what stands there already is told by its moment and its writer. */
    recover(entries: readonly { at: string; by: string }[], me: string, enter: (one: Handover) => void): void {
      for (const handover of handovers)
        if (!entries.some(({ at, by }) => at === handover.at && by === me)) enter(handover);
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
      keepHandovers(store, desk, handovers);
    }
  };
}

interface Recovering {
  ready: () => boolean;
  connected: () => boolean;
  /** The offline copy has everything. */
  kept: () => boolean;
  entries: () => readonly { at: string; by: string; text: string }[];
  me: string;
  enter: (one: Handover) => void;
}

/**
 * After a crash between 记下 and the offline copy: what the document has not got is entered again, once. The server may have
 * what this tablet has lost, therefore it is heard first; where it cannot be reached, not for long. Registers effects.
 */
export function recoverDrafting(drafting: ReturnType<typeof createDrafting>, s: Recovering): void {
  let recovered = $state(false);
  let waited = $state(false);
  $effect(() => {
    const timer = setTimeout(() => (waited = true), HEAR_SERVER_MS);
    return () => clearTimeout(timer);
  });
  $effect(() => {
    if (recovered || !s.ready() || !(s.connected() || waited)) return;
    drafting.recover(s.entries(), s.me, s.enter);
    recovered = true;
  });
  $effect(() => {
    if (s.ready()) drafting.forgetPutDown(s.entries(), s.me);
  });
  $effect(() => {
    if (recovered && s.kept()) drafting.arrived();
  });
}
