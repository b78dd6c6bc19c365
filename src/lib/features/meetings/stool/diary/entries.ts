import { tick } from 'svelte';
import type { EntryPatch, MeetingDocument } from '$lib/document/meeting-document';
import type { MeetingConnection } from '$lib/sync/connect-meeting';
import { createDrafting, recoverDrafting } from '../composer/drafting.svelte';
import type { StoolInput } from '../input';
import { createBell } from '../state/bell';
import type { Panes } from '../state/panes.svelte';
import type { Records } from '../state/records.svelte';
import type { Undoing } from '../state/undoing.svelte';
import type { Place } from '../stool';

interface Parts {
  records: Records;
  undoing: Undoing;
  panes: Panes;
  store: Storage;
  clock: () => Date;
}

/** Lines: the draft in the composer, and what is done with those that are written. Registers effects. */
export function createEntries(
  input: StoolInput,
  { document, presence }: MeetingConnection,
  { records, undoing, panes, store, clock }: Parts
) {
  const me = input.me.accountId;
  const added = createBell<[]>();
  const drafting = createDrafting(store, `${input.meeting.id}/${me}`, clock);
  function enter({
    at,
    kind,
    speaker,
    text
  }: Pick<Parameters<MeetingDocument['addEntry']>[0], 'at' | 'kind' | 'speaker' | 'text'>) {
    document.addEntry({ at, kind, speaker, text, by: me });
  }
  recoverDrafting(drafting, {
    ready: () => records.ready,
    connected: () => records.status === 'connected',
    kept: () => records.saved.kept === true,
    entries: () => records.entries,
    me,
    enter
  });

  let at: Place | null = null;
  /** Said again only when it changes. */
  function writing(place: Place | null) {
    if (place?.id === at?.id && place?.field === at?.field) return;
    presence.setEditing((at = place));
  }

  return {
    draft: drafting.draft,
    get draftUnkept() {
      return drafting.unkept;
    },
    writing,
    /** The person has added an entry. */
    onAdded: added.listen,
    async add() {
      const taken = drafting.take(clock().toISOString());
      if (!taken) return;
      undoing.act('add', () => enter(taken));
      writing(null);
      await tick();
      added.ring();
    },
    setEntry: (id: string, patch: EntryPatch) => undoing.act('set', () => document.setEntry(id, patch)),
    removeEntry(id: string) {
      const text = document.entry(id)?.text ?? '';
      undoing.act('remove', () => document.removeEntry(id));
      panes.openEntries.delete(id);
      undoing.offerBack(text.slice(0, 20) || '…');
    },
    toIssue: (entryId: string) => undoing.act('issue', () => document.issueFromEntry(entryId)),
    goToEntry: (id: string) => void panes.show('entries', id)
  };
}
