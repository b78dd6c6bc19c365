import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { PollsDocument, readPolls } from '$lib/document/polls';
import { createDeciding } from '$lib/features/meetings/deciding/deciding';
import type { Lead } from '$lib/features/meetings/lead/lead.svelte';
import type { Stool } from '$lib/features/meetings/stool/stool';
import { deciding as words } from '$lib/words/deciding';
import { inLocale } from '$lib/words/dictionary';
import { polls as pollWords } from '$lib/words/polls';

const AT = '2026-11-23T11:00:00.000Z';

/** Deciding at a tablet of its own: only what it needs of the panel and the page. */
function tablet(doc: Y.Doc, id: string, quorum: number | null = null) {
  const document = openMeetingDocument(doc, 'own');
  const lead = { doc, own: 'own', tablet: id, clock: () => new Date(AT), act: <T>(_: string, work: () => T) => work() };
  const stool = {
    input: { me: { accountId: id, name: id }, quorum },
    document,
    issue: (one: string) => document.issue(one),
    meta: document.meta()
  };
  return createDeciding(
    lead as unknown as Lead,
    stool as unknown as Stool,
    inLocale(words, 'zh-CN'),
    inLocale(pollWords, 'zh-CN')
  );
}

describe('ending a vote', () => {
  it('on two tablets that hear of each other only afterwards leaves one decision, which its issue keeps', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()];
    const issueId = openMeetingDocument(one).addIssue({ title: '充电桩' });
    const polls = new PollsDocument(one, 'leading');
    const pollId = polls.open({ kind: 'vote', question: '装不装', issueId, phones: false, at: AT });
    polls.type(pollId, { id: 'a', name: 'a' }, 'for', 7);
    polls.done(pollId, { id: 'a', name: 'a' }, AT, true);
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));

    for (const [doc, id] of [
      [one, 'a'],
      [two, 'b']
    ] as const)
      tablet(doc, id, 20).end(readPolls(doc)[0]!);
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));

    for (const doc of [one, two]) {
      const meeting = openMeetingDocument(doc);
      const lines = meeting.entries();
      expect(lines.map(({ kind, issueId: of }) => [kind, of])).toEqual([['decision', issueId]]);
      expect(meeting.issue(issueId)?.entryIds).toEqual([lines[0]!.id]);
      expect(readPolls(doc)[0]).toMatchObject({ entryId: lines[0]!.id, quorum: 20 });
    }
    expect(tablet(one, 'a').decided(readPolls(one)[0]!)).toBe(true);
  });

  it('[V4] tells before it whether enough are here', () => {
    const doc = new Y.Doc();
    expect(tablet(doc, 'a').quorum()).toBeNull();
    expect(tablet(doc, 'a', 20).quorum()).toEqual({ present: 0, quorum: 20, met: null });
  });
});
