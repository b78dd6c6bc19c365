import { describe, expect, it } from 'vitest';
import { ArrivalsDocument } from '$lib/document/attendance';
import { PollsDocument } from '$lib/document/polls';
import { STANDARD } from '$lib/domain/meetings/procedure';
import { minutesFinal } from '../../../server/papers';
import { chooseTrack, procedureOf, procedureRules, setProcedureRules } from '../../../server/meetings';
import { draftPaper, movePaper } from '../../../server/papers';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { granted, holdMeeting, writeIssue } from './support';

const [facilitator, staff, admin] = [caller('facilitator'), caller('staff'), caller('admin')];

describe('what a meeting has and lacks', () => {
  it('is judged by its issues on the quick track', async () => {
    const held = await holdMeeting();
    const s = held.ground;
    held.document.setPhase('live');
    writeIssue(held.document, { title: '几点开会', outcome: 'answered', answer: '七点' });
    writeIssue(held.document, { title: '修灯' });
    await held.settle();
    const asked = async () =>
      granted(
        await procedureOf(s, facilitator, held.id, { minutesFinal: await minutesFinal(s, facilitator, held.id) })
      );
    expect((await asked()).requirements[0]).toMatchObject({ key: 'settled', done: 1, of: 2, state: 'not-yet-due' });
    s.wait(49 * 3600_000);
    expect((await asked()).requirements.map(({ key, state }) => [key, state])).toEqual([
      ['settled', 'lacks'],
      ['call-back', 'lacks']
    ]);
  });

  it('is judged by its records on the deep track, which a facilitator may choose', async () => {
    const held = await holdMeeting();
    const s = held.ground;
    granted(await chooseTrack(s, facilitator, held.id, 'in-depth'));
    held.document.setPhase('live');
    await held.settle();
    const lacking = async () =>
      granted(await procedureOf(s, facilitator, held.id, { minutesFinal: await minutesFinal(s, facilitator, held.id) }))
        .requirements.filter(({ state }) => state !== 'met')
        .map(({ key }) => key);
    expect(await lacking()).toEqual(['sign-in', 'votes', 'minutes']);
    const { doc } = held.document;
    const at = s.now().toISOString();
    new ArrivalsDocument(doc, 'own').add({ building: '3号楼', count: 1, arrivedAt: at, via: 'tablet', by: 'x' });
    const polls = new PollsDocument(doc, 'own');
    polls.close(polls.open({ kind: 'vote', question: '装不装', phones: false, at }), at, 1);
    const paper = { meetingId: held.id, kind: 'minutes' as const };
    granted(await draftPaper(s, facilitator, paper, 'zh-CN'));
    granted(await movePaper(s, staff, paper, 1, 'final'));
    expect(await lacking()).toEqual([]);
    expect(await chooseTrack(s, caller('informant'), held.id, 'at-once')).toEqual({ refused: 'right/missing' });
    expect(await chooseTrack(s, facilitator, held.id, 'sideways')).toMatchObject({ refused: 'input/invalid' });
  });

  it('follows what the community has set, and the standard again', async () => {
    const { ground: s } = await holdMeeting();
    const rules = { atOnce: { hours: 72, callBack: false }, inDepth: { ...STANDARD.inDepth, votes: false } };
    expect(await setProcedureRules(s, facilitator, rules)).toEqual({ refused: 'right/missing' });
    granted(await setProcedureRules(s, admin, rules));
    expect(await procedureRules(s, COMMUNITY.id)).toEqual(rules);
    const wrong = { ...rules, atOnce: { hours: 0, callBack: true } };
    expect(await setProcedureRules(s, admin, wrong)).toMatchObject({ refused: 'input/invalid' });
    granted(await setProcedureRules(s, admin, null));
    expect(await procedureRules(s, COMMUNITY.id)).toEqual(STANDARD);
  });
});
