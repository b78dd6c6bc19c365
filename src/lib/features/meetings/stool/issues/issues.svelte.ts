import { tick } from 'svelte';
import type { IssuePatch, MeetingDocument } from '$lib/document/meeting-document';
import type { Panes } from '../state/panes.svelte';
import type { Undoing } from '../state/undoing.svelte';

interface Parts {
  undoing: Undoing;
  panes: Panes;
  clock: () => Date;
}

/** What is done with issues. */
export function createIssues(document: MeetingDocument, { undoing: { act }, panes, clock }: Parts) {
  const { openIssues, show } = panes;
  /** The person's own ↑ or ↓ is shown at once; another's waits while a field of the list has the caret. */
  let ordering = $state(false);
  return {
    get ordering() {
      return ordering;
    },
    async addIssue() {
      const id = act('issue', () => document.addIssue());
      openIssues.add(id);
      await show('issues', id);
    },
    toggleIssue(id: string) {
      if (!openIssues.delete(id)) openIssues.add(id);
    },
    setIssue(id: string, patch: IssuePatch) {
      act('set', () => {
        const issue = document.issue(id);
        // Who gets an owner or a date is meant for the ledger: one tap less.
        const decided = (patch.ownerId || patch.dueOn) && issue?.outcome === 'open' ? { outcome: 'ledger' } : {};
        document.setIssue(id, { ...decided, ...patch });
        // Another owner, date or outcome is another promise: those present have not heard it yet.
        const promise = 'ownerId' in patch || 'dueOn' in patch || 'outcome' in patch;
        if (promise && issue?.confirmedAt) document.confirmIssue(id, null);
      });
    },
    async moveIssue(id: string, direction: 'up' | 'down') {
      ordering = true;
      act('order', () => document.moveIssue(id, direction));
      await tick();
      ordering = false;
      await show('issues', id);
    },
    support: (id: string) => act('support', () => document.addSupporter(id)),
    unsupport: (id: string) => act('support', () => document.removeSupporter(id)),
    confirm: (id: string, yes: boolean) =>
      act('set', () => document.confirmIssue(id, yes ? clock().toISOString() : null)),
    goToIssue(id: string) {
      openIssues.add(id);
      void show('issues', id);
    }
  };
}
