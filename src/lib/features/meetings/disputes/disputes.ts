import { DisputesDocument, type DisputeRecord, type Side } from '$lib/document/disputes';
import { AgendaDocument } from '$lib/document/agenda-editing';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { spotlightKey } from '$lib/domain/meetings/spotlight';
import type { Lead } from '../lead/lead.svelte';
import type { Stool } from '../stool/stool';

/** Lines written so shortly before that they may belong to it: the drawer offers to keep them back. */
const JUST_NOW = 3;

export interface Kept {
  collection: 'entries' | 'issues';
  id: string;
  text: string;
}

/** Talking a dispute down, at this tablet. */
export function createMediation(lead: Lead, stool: Stool) {
  const edits = new DisputesDocument(lead.doc, lead.own);
  const agenda = new AgendaDocument(lead.doc, lead.own);
  const leading = openMeetingDocument(lead.doc, 'leading');
  const now = () => lead.clock().toISOString();

  return {
    edits,
    /** A sheet for the item under way where that is a mediation; otherwise for a new item, which the meeting goes to. */
    begin(stepTitle: string): void {
      const current = lead.agenda.find((step) => step.id === lead.agendaAt);
      lead.act('set', () => {
        const stepId =
          current?.kind === 'mediation' ? current.id : agenda.add(stepTitle, 20, lead.agendaAt, 'mediation');
        edits.open(stepId, now());
        if (stepId !== lead.agendaAt) lead.goTo(stepId);
      });
      // What was shown before stays; what is written from here on is not followed.
    },
    /** Goes on with the next item; at the end of the agenda with none. */
    end(): void {
      const at = lead.agenda.findIndex((step) => step.id === lead.agendaAt);
      const next = lead.agenda[at + 1];
      if (next) lead.goTo(next.id);
      else leading.goToAgenda(null, now());
    },
    consent(dispute: DisputeRecord, side: Side, on: boolean): void {
      const by = stool.input.me.accountId;
      lead.act('set', () => edits.consent(dispute.id, side, on ? { at: now(), by } : null));
    },
    /** The check as an issue with its owner and date; kept back while the dispute is. */
    toIssue(dispute: DisputeRecord, title: string, open: boolean): void {
      lead.act('issue', () => {
        const id = stool.document.addIssue({ title });
        const { checkerId: ownerId, checkOn: dueOn } = dispute;
        stool.document.setIssue(id, { ownerId, dueOn, category: 'mediation', outcome: 'ledger' });
        edits.withhold('issues', id, open ? null : (dispute.stepId ?? dispute.id));
        edits.set(dispute.id, { issueId: id });
      });
    },
    remove: (dispute: DisputeRecord) => lead.act('remove', () => edits.remove(dispute.id)),
    withhold: (one: Kept, stepId: string | null) =>
      lead.act('set', () => edits.withhold(one.collection, one.id, stepId)),

    /** What is kept from the public, lines and issues. */
    kept(): Kept[] {
      const lines = stool.entries.filter((entry) => entry.withheld !== null);
      const issues = stool.issues.filter((issue) => issue.withheld !== null);
      return [
        ...lines.map(({ id, text }) => ({ collection: 'entries' as const, id, text })),
        ...issues.map(({ id, title }) => ({ collection: 'issues' as const, id, text: title }))
      ];
    },
    justNow(): Kept[] {
      return stool.entries
        .slice(-JUST_NOW)
        .filter((entry) => entry.withheld === null && entry.text.trim())
        .map(({ id, text }) => ({ collection: 'entries' as const, id, text }));
    },
    onScreen: (dispute: DisputeRecord) => stool.meta.spotlight === spotlightKey({ what: 'dispute', id: dispute.id }),
    toScreen(dispute: DisputeRecord, on: boolean): void {
      leading.setMeta({ spotlight: on ? spotlightKey({ what: 'dispute', id: dispute.id }) : null });
    }
  };
}

export type Mediation = ReturnType<typeof createMediation>;
