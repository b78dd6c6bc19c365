import { orderIssues, tieToIssue } from '$lib/document/decisions';
import { DisputesDocument } from '$lib/document/disputes';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { PollsDocument, type PollRecord } from '$lib/document/polls';
import { presentIn } from '$lib/document/present';
import { fixedChoices, quorumMet, resultOf, type PollKind } from '$lib/domain/meetings/deciding';
import { spotlightKey } from '$lib/domain/meetings/spotlight';
import { labelOf } from '$lib/words/common';
import type { deciding } from '$lib/words/deciding';
import type { Same } from '$lib/words/dictionary';
import type { polls as pollWords } from '$lib/words/polls';
import type { Lead } from '../lead/lead.svelte';
import type { Stool } from '../stool/stool';
import { decisionText } from './decision-text';

export interface Asked {
  kind: PollKind;
  question: string;
  issueId: string | null;
  phones: boolean;
  /** `choice`: a line each. */
  lines: string;
}

/** The id of the line that says what was decided; the same on every tablet, so that two that end it at once write it once. */
const decisionLine = (pollId: string): string => `decision-${pollId}`;

/** Asking everybody, at this tablet. What is counted is leading and no writing: undo leaves it alone, and so does another's. */
export function createDeciding(
  lead: Lead,
  stool: Stool,
  t: Same<(typeof deciding)['zh-CN']>,
  p: Same<(typeof pollWords)['zh-CN']>
) {
  const polls = new PollsDocument(lead.doc, 'leading');
  const leading = openMeetingDocument(lead.doc, 'leading');
  const now = () => lead.clock().toISOString();
  const tablet = { id: lead.tablet, name: stool.input.me.name };
  const quorum = stool.input.quorum ?? null;

  function choicesOf(poll: Pick<PollRecord, 'kind' | 'choices'>): { id: string; label: string }[] {
    const fixed = fixedChoices(poll.kind);
    if (fixed) return fixed.map((id) => ({ id, label: labelOf(p, 'choice', id) }));
    return poll.choices.map(({ id, label }) => ({ id, label: label || '…' }));
  }

  return {
    choicesOf,
    undecided: () => stool.issues.filter((issue) => issue.outcome === 'open' && issue.title.trim()),

    ask({ kind, question, issueId, phones, lines }: Asked): void {
      const written = [...new Set(lines.split('\n').map((line) => line.trim()))].filter(Boolean);
      const choices =
        kind === 'dots'
          ? this.undecided().map(({ id, title }) => ({ id, label: title }))
          : kind === 'choice'
            ? written.map((label) => ({ id: crypto.randomUUID(), label }))
            : [];
      const id = polls.open({ kind, question: question.trim(), issueId, phones, choices, at: now() });
      leading.setMeta({ spotlight: spotlightKey({ what: 'poll', id }) });
    },

    count: (id: string, choice: string, by: number) => polls.count(id, tablet, choice, by),
    type: (id: string, choice: string, n: number) => polls.type(id, tablet, choice, n),
    counted: (id: string, typed = false) => polls.done(id, tablet, now(), typed),
    countAgain: (id: string) => polls.forget(id, tablet.id),
    setPhones: (id: string, on: boolean) => polls.setPhones(id, on),
    object: (id: string, name: string, reason: string) => polls.object(id, { name, reason, at: now() }),
    settle: (id: string, objection: string, on: boolean) => polls.settle(id, objection, on ? now() : null),
    remove: (id: string) => lead.act('remove', () => new PollsDocument(lead.doc, lead.own).remove(id)),
    reopen: (id: string) => polls.reopen(id),

    /** Whether enough are here for it to count; null: the community asks for no number. `met` null: nobody counted. */
    quorum(): { present: number; quorum: number; met: boolean | null } | null {
      const present = presentIn(lead.doc);
      return quorum === null ? null : { present, quorum, met: quorumMet(present, quorum) };
    },

    /** Ends it and writes the decision down, as one line of the diary that its issue keeps. */
    end(poll: PollRecord): void {
      const at = now();
      polls.close(poll.id, at, presentIn(lead.doc), quorum);
      const ended = polls.read().find(({ id }) => id === poll.id);
      if (!ended) return;
      const text = decisionText(ended, choicesOf(ended), quorum, t);
      const entryId = lead.act('add', () => {
        const by = stool.input.me.accountId;
        const id = stool.document.addEntry({ id: decisionLine(poll.id), kind: 'decision', speaker: '', text, by, at });
        if (poll.issueId) tieToIssue(lead.doc, id, poll.issueId, lead.own);
        // What was asked in a mediation, or about its issue, is answered there too, whenever that is.
        const withheld = poll.withheld ?? stool.issue(poll.issueId ?? '')?.withheld;
        if (withheld) new DisputesDocument(lead.doc, lead.own).withhold('entries', id, withheld);
        return id;
      });
      polls.decided(poll.id, entryId);
    },

    /** Whether its line still stands in the diary. */
    decided: (poll: PollRecord) => poll.entryId !== null && stool.document.entry(poll.entryId) !== null,

    /** The issue list in the order of the dots; issues that were not asked about come behind, as they were. */
    putInOrder(poll: PollRecord): void {
      lead.act('order', () => orderIssues(lead.doc, resultOf(poll).ranking, lead.own));
    },
    inOrder(poll: PollRecord): boolean {
      const ranking = resultOf(poll).ranking.filter((id) => stool.issues.some((issue) => issue.id === id));
      return ranking.every((id, at) => stool.issues[at]?.id === id);
    },

    onScreen: (poll: PollRecord) => stool.meta.spotlight === spotlightKey({ what: 'poll', id: poll.id }),
    toScreen(poll: PollRecord, on: boolean): void {
      leading.setMeta({ spotlight: on ? spotlightKey({ what: 'poll', id: poll.id }) : null });
    }
  };
}

export type Deciding = ReturnType<typeof createDeciding>;
