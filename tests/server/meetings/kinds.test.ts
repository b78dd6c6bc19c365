import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tieToIssue } from '$lib/document/decisions';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { PollsDocument, readPolls } from '$lib/document/polls';
import { publicView } from '$lib/document/public-view';
import type { MeetingKind } from '$lib/domain/meetings/kind';
import { decisionText } from '$lib/features/meetings/deciding/decision-text';
import { labelOf } from '$lib/words/common';
import { deciding } from '$lib/words/deciding';
import { polls as polling } from '$lib/words/polls';
import { getItem, listItems } from '../../../server/ledger';
import {
  closeMeeting,
  findMeeting,
  meetingKind,
  openMeeting,
  planMeeting,
  procedureOf,
  saidOfItem
} from '../../../server/meetings';
import { draftPaper, getPaper, minutesFinal } from '../../../server/papers';
import { signInByPhone, voteByPhone } from '../../../server/phones';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { granted, writeIssue } from './support';

// A whole meeting of each kind, from planning to its minutes, as its document and the ledger see it. How it goes by hand, with
// two tablets, a screen and a phone, is a browser's (tests/e2e/kinds.spec.ts).

const [facilitator, staff] = [caller('facilitator'), caller('staff')];
const [FIRST, SECOND] = [
  { id: 'tablet one', name: '王秋禾' },
  { id: 'tablet two', name: '李望舒' }
];
const phone = { deviceId: '1'.padEnd(64, 'f'), address: '192.0.2.1' };

const CHOICES = ['for', 'against', 'abstain'];

const KINDS: { kind: MeetingKind; step: string; track: 'at-once' | 'in-depth'; settled: boolean }[] = [
  { kind: 'stool', step: '大家说说身边的事', track: 'at-once', settled: false },
  { kind: 'grid', step: '网格员说说这段时间走访的情况', track: 'in-depth', settled: false },
  { kind: 'secretary', step: '拉拉家常，听听大家的心里话', track: 'at-once', settled: true },
  { kind: 'review', step: '承办的一方说说', track: 'in-depth', settled: false }
];

describe.each(KINDS)('a whole $kind meeting', ({ kind, step, track, settled }) => {
  it('is planned, led, decided, closed and has its minutes', async () => {
    const s = await makeGround();
    s.hub.register(meetingKind(s));
    const id = randomUUID();
    granted(await planMeeting(s, facilitator, { id, title: `从头到尾的${kind}会`, kind }));
    const { code } = (await findMeeting(s, COMMUNITY.id, id))!;
    const doc = s.hub.doc(meetingDocument(id));
    const document = openMeetingDocument(doc);
    const now = () => s.now().toISOString();

    // What the screen and residents see of it follows the agenda of its kind.
    const begins = publicView(doc).agenda.find(({ title }) => title.includes(step))!;
    expect(begins).toBeDefined();
    granted(await openMeeting(s, facilitator, id));
    document.goToAgenda(begins.id, now());
    expect(publicView(doc)).toMatchObject({ phase: 'live', kind, agendaAt: begins.id });

    granted(await signInByPhone(s, code, phone, { building: '3号楼', name: '', consent: false }));
    for (const [speaker, text] of [
      ['3号楼居民', '门口的路灯不亮'],
      ['5号楼居民', '夜里摔过一回']
    ] as const) {
      s.wait(1_000);
      document.addEntry({ kind: 'voice', speaker, text, by: facilitator.accountId, at: now() });
    }
    expect(publicView(doc)).toMatchObject({
      present: 1,
      entries: [{ text: '门口的路灯不亮' }, { text: '夜里摔过一回' }]
    });

    // A vote: hands on two tablets, one on a phone.
    const outcome = settled ? { outcome: 'answered' as const, answer: '当场换了灯泡' } : { outcome: 'ledger' as const };
    const issue = writeIssue(document, { title: '门口的路灯不亮', ...outcome });
    const polls = new PollsDocument(doc, 'own');
    const poll = polls.open({ kind: 'vote', question: '先修路灯，同意吗？', issueId: issue, phones: true, at: now() });
    granted(await voteByPhone(s, code, phone, poll, ['for']));
    for (const tablet of [FIRST, SECOND]) {
      polls.count(poll, tablet, 'for', 1);
      polls.done(poll, tablet, now());
    }
    polls.close(poll, now(), 1);
    const words = deciding['zh-CN'];
    const choices = CHOICES.map((choice) => ({ id: choice, label: labelOf(polling['zh-CN'], 'choice', choice) }));
    const text = decisionText(readPolls(doc)[0]!, choices, null, words);
    const by = facilitator.accountId;
    const decision = document.addEntry({ kind: 'decision', speaker: '', text, by, at: now() });
    tieToIssue(doc, decision, issue, 'own');
    polls.decided(poll, decision);
    expect(readPolls(doc)[0]).toMatchObject({ phoneTally: { for: 1 }, phoneVoters: 1 });

    granted(await closeMeeting(s, facilitator, id));
    expect(publicView(doc)).toMatchObject({ phase: 'closed', issues: [{ title: '门口的路灯不亮' }] });

    const asked = granted(await procedureOf(s, staff, id, { minutesFinal: await minutesFinal(s, staff, id) }));
    expect(asked.track).toBe(track);
    if (track === 'in-depth')
      for (const key of ['sign-in', 'votes'])
        expect(asked.requirements.find((one) => one.key === key)).toMatchObject({ state: 'met' });

    granted(await draftPaper(s, staff, { meetingId: id, kind: 'minutes' }, 'zh-CN'));
    const minutes = granted(await getPaper(s, staff, id, 'minutes', null));
    expect(JSON.stringify(minutes)).toMatch(/赞成 2、反对 0/);

    const { items } = granted(await listItems(s, staff, { q: '门口的路灯不亮' }));
    expect(items).toHaveLength(1);
    const item = granted(await getItem(s, staff, items[0]!.id));
    expect(JSON.stringify(await saidOfItem(s, staff, item))).toMatch(/赞成 2、反对 0/);
    expect(items[0]!.state).toBe(settled ? 'answered' : 'open');
  });
});
