import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { ArrivalsDocument } from '$lib/document/attendance';
import { meetingDocument } from '$lib/document/keys';
import { MarksDocument } from '$lib/document/marks';
import { openMeetingDocument } from '$lib/document/meeting-document';
import type { Refusal } from '$lib/domain/refusal';
import {
  decideFindings,
  draftPaper,
  getPaper,
  listPapers,
  movePaper,
  objectToPaper,
  publishedPapers,
  publishPaper,
  rewordPaper,
  verifyPapers,
  withdrawPaper
} from '../../../server/papers';
import { attendance } from '../../../server/attendance/tables';
import { chainHead } from '../../../server/ledger';
import { itemEvent } from '../../../server/ledger/tables';
import { invitation } from '../../../server/invitations/tables';
import { findMeeting } from '../../../server/meetings';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { putItem } from '../ledger/support';
import { granted, holdMeeting, writeIssue } from '../meetings/support';

const [facilitator, staff] = [caller('facilitator'), caller('staff')];
const refusedAs = (result: unknown) => (result as Partial<Refusal>).refused;

async function held() {
  const meeting = await holdMeeting();
  const { ground: s, document, id } = meeting;
  const entry = document.addEntry({
    kind: 'voice',
    speaker: '葛大爷',
    text: '灯坏了，打13812345678',
    by: facilitator.accountId
  });
  new MarksDocument(document.doc, 'own').dissent(`entries/${entry}`, {
    who: '林奶奶',
    text: '没坏',
    at: '2026-11-23T02:30:00.000Z',
    by: 'x'
  });
  writeIssue(document, { title: '修好楼道灯' });
  await meeting.settle();
  await meeting.close();
  const paper = { meetingId: id, kind: 'diary' as const };
  const { code } = (await findMeeting(s, COMMUNITY.id, id))!;
  return { s, id, paper, code, look: async (who = staff) => granted(await getPaper(s, who, id, 'diary', null)) };
}

describe('a paper', () => {
  it('goes from draft over objections to final, and every version stays', async () => {
    const { s, id, paper, look } = await held();
    expect(granted(await listPapers(s, facilitator, id)).map(({ stage }) => stage)).toEqual([null, null, null]);
    granted(await draftPaper(s, facilitator, paper, 'zh-CN'));
    expect((await look()).shown?.body.blocks.map((block) => ('text' in block ? block.text : ''))).toEqual([
      expect.stringContaining('葛大爷：灯坏了'),
      '林奶奶有异议：没坏。'
    ]);
    granted(await rewordPaper(s, facilitator, paper, 1, { title: '民情日记（一）' }));
    granted(await movePaper(s, facilitator, paper, 2, 'objections'));
    granted(await objectToPaper(s, facilitator, paper, { who: '葛大爷', text: '我说的是三天' }));
    granted(await movePaper(s, staff, paper, 3, 'final'));
    const state = await look();
    expect(state.versions.map(({ version, stage }) => [version, stage])).toEqual([
      [4, 'final'],
      [3, 'objections'],
      [2, 'draft'],
      [1, 'draft']
    ]);
    expect(state.objections).toMatchObject([{ who: '葛大爷', version: 3 }]);
    const second = granted(await getPaper(s, staff, id, 'diary', 2));
    expect(second.changes).toMatchObject([{ id: 'title', after: '民情日记（一）' }]);
  });

  it('is published by the office only, only when it is final, and only when somebody has decided on everything personal', async () => {
    const { s, paper, code, look } = await held();
    granted(await draftPaper(s, facilitator, paper, 'zh-CN'));
    expect(refusedAs(await publishPaper(s, staff, paper, 1))).toBe('paper/not-final');
    expect(refusedAs(await movePaper(s, facilitator, paper, 1, 'final'))).toBe('right/missing');
    granted(await movePaper(s, staff, paper, 1, 'final'));
    expect(refusedAs(await publishPaper(s, staff, paper, 2))).toBe('paper/personal');
    const findings = (await look()).findings;
    expect(findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['mobile', 'name']));
    const decided = Object.fromEntries(
      findings.map(({ key, kind }) => [key, kind === 'mobile' ? ('mask' as const) : ('keep' as const)])
    );
    const { version } = granted(await decideFindings(s, staff, paper, 2, decided));
    expect((await publishedPapers(s, code))?.papers).toEqual([]);
    granted(await publishPaper(s, staff, paper, version));
    const [published] = (await publishedPapers(s, code))!.papers;
    expect(JSON.stringify(published?.body)).not.toContain('13812345678');
    expect(JSON.stringify(published?.body)).toContain('葛大爷');
    granted(await withdrawPaper(s, staff, paper));
    expect((await publishedPapers(s, code))?.papers).toEqual([]);
    expect((await look()).published).toBeNull();
  });

  it('carries the head of the ledger’s history, and says so when a promise was taken out of it afterwards', async () => {
    const { s, paper, code, look } = await held();
    granted(await draftPaper(s, facilitator, paper, 'zh-CN'));
    granted(await movePaper(s, staff, paper, 1, 'final'));
    const decided = Object.fromEntries((await look()).findings.map(({ key }) => [key, 'mask' as const]));
    const { version } = granted(await decideFindings(s, staff, paper, 2, decided));
    expect((await look()).shown?.head).toBeNull();
    granted(await publishPaper(s, staff, paper, version));
    const head = await chainHead(s.store.q, COMMUNITY.id);
    expect(head).toMatchObject({ seq: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const read = async () => (await publishedPapers(s, code))!.papers[0]!;
    const faults = async () => {
      const found: string[] = [];
      await verifyPapers(s.store.q, (where) => found.push(where));
      return found;
    };
    expect(await read()).toMatchObject({ head, holds: true });
    // More happens: what was printed still stands in the history.
    await putItem(s);
    expect([(await read()).holds, await faults()]).toEqual([true, []]);
    await s.store.tx((q) =>
      q
        .update(itemEvent)
        .set({ hash: '0'.repeat(64) })
        .where(eq(itemEvent.seq, head!.seq))
        .run()
    );
    expect([(await read()).holds, await faults()]).toEqual([false, [expect.stringContaining(paper.meetingId)]]);
  });

  it('finds the names of those who signed in and did not agree, of who dissents, and none that may be said', async () => {
    const { s, id, paper, look } = await held();
    const doc = s.hub.doc(meetingDocument(id));
    const say = (text: string) =>
      openMeetingDocument(doc).addEntry({ kind: 'voice', speaker: '3号楼居民', text, by: facilitator.accountId });
    say('林秀英家也一样，车大姐知道');
    const came = {
      building: '8号楼',
      count: 1,
      arrivedAt: '2026-11-23T02:10:00.000Z',
      via: 'tablet' as const,
      by: 'x'
    };
    new ArrivalsDocument(doc, 'own').add({ id: 'p2', ...came });
    new ArrivalsDocument(doc, 'own').set('p2', { shownAs: '车大姐' });
    const consent = { given: true, at: '2026-11-23T02:10:00.000Z', heard: 'tablet', by: 'x' };
    const person = { communityId: COMMUNITY.id, meetingId: id, home: '', signature: '', oral: false };
    await s.store.tx((q) =>
      q
        .insert(attendance)
        .values([
          { ...person, id: 'p1', name: '林秀英', consent: null },
          { ...person, id: 'p2', name: '车大姐', consent }
        ])
        .run()
    );
    granted(await draftPaper(s, facilitator, paper, 'zh-CN'));
    const names = (await look()).findings.filter(({ kind }) => kind === 'name').map(({ text }) => text);
    expect(new Set(names)).toEqual(new Set(['葛大爷', '林奶奶', '林秀英']));
  });

  it('names in the minutes the organisations that said they would not come, and the ledger’s number of each matter', async () => {
    const { s, id } = await held();
    const asked = { communityId: COMMUNITY.id, meetingId: id, invitedBy: 'x', invitedAt: '2026-11-23T02:00:00.000Z' };
    await s.store.tx((q) =>
      q
        .insert(invitation)
        .values([
          { ...asked, id: 'i1', token: 't1', organisation: '暖巢物业公司', answer: 'no' },
          { ...asked, id: 'i2', token: 't2', organisation: '槐荫里业主委员会', answer: 'yes' },
          {
            ...asked,
            id: 'i3',
            token: 't3',
            organisation: '街道市场监管所',
            answer: 'no',
            withdrawnAt: asked.invitedAt
          }
        ])
        .run()
    );
    const minutes = { meetingId: id, kind: 'minutes' as const };
    const { body } = granted(await draftPaper(s, facilitator, minutes, 'zh-CN'));
    expect(body.facts.at(-1)).toEqual({ label: '缺席', value: '暖巢物业公司' });
    expect(JSON.stringify(body.blocks)).toMatch(/修好楼道灯.*台账 2026-\d{4}/);
  });

  it('does not lose the version of one of two who save at once', async () => {
    const { s, paper, look } = await held();
    granted(await draftPaper(s, facilitator, paper, 'zh-CN'));
    const both = await Promise.all([
      rewordPaper(s, facilitator, paper, 1, { title: '甲' }),
      rewordPaper(s, staff, paper, 1, { title: '乙' })
    ]);
    expect(both.map(refusedAs)).toEqual([undefined, 'paper/changed']);
    expect((await look()).shown?.body.title).toBe('甲');
  });

  it('takes no objection while it is not out for them, and no word from those who may not write', async () => {
    const { s, paper } = await held();
    granted(await draftPaper(s, facilitator, paper, 'zh-CN'));
    expect(refusedAs(await objectToPaper(s, facilitator, paper, { who: '', text: '不对' }))).toBe('paper/not-out');
    for (const who of [caller('informant'), caller('partner')]) {
      expect(refusedAs(await draftPaper(s, who, paper, 'zh-CN'))).toBe('right/missing');
      expect(refusedAs(await rewordPaper(s, who, paper, 1, { title: 'x' }))).toBe('right/missing');
    }
    expect(refusedAs(await getPaper(s, caller('partner'), paper.meetingId, 'diary', null))).toBe('right/missing');
    expect(refusedAs(await draftPaper(s, caller('facilitator', { communityId: 'other' }), paper, 'zh-CN'))).toBe(
      'meeting/absent'
    );
  });
});
