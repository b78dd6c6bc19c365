import { describe, expect, it } from 'vitest';
import { AgendaDocument } from '$lib/document/agenda-editing';
import { DisputesDocument } from '$lib/document/disputes';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { PollsDocument, readPolls } from '$lib/document/polls';
import { readQueue, SpeakersDocument } from '$lib/document/queue';
import { readTray, setPhonesOpen, waitingIn } from '$lib/document/tray';
import { PHONE_LIMITS, plainLine } from '$lib/domain/phones/phone-limits';
import {
  repairPhones,
  lowerHand,
  phoneState,
  raiseHand,
  sendMessage,
  supportIssue,
  tellMeeting,
  voteByPhone
} from '../../../server/phones';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { createQuota } from '../../../server/phones/quota';
import { phoneMessage } from '../../../server/phones/tables';
import { attachment } from '../../../server/attachments/tables';
import { caller } from '../../support/ground';
import { withoutIds } from '../../support/without-ids';
import { granted, holdMeeting } from '../meetings/support';
import { closeMeeting, findMeeting, openMeeting } from '../../../server/meetings';
import { picture } from '../attachments/support';

const phone = (n: number, address = '192.0.2.1') => ({ deviceId: String(n).padStart(8, '0').padEnd(64, 'f'), address });

/** A meeting under way, with one issue and an open poll. */
async function underWay() {
  const held = await holdMeeting();
  const s = held.ground;
  granted(await openMeeting(s, caller('facilitator'), held.id));
  const meeting = (await findMeeting(s, COMMUNITY.id, held.id))!;
  const { doc } = held.document;
  const issueId = openMeetingDocument(doc).addIssue({ title: '路灯不亮' });
  const polls = new PollsDocument(doc, 'own');
  const pollId = polls.open({ kind: 'vote', question: '装不装充电桩', phones: true, at: s.now().toISOString() });
  return { s, meeting, doc, issueId, pollId, polls, code: meeting.code };
}

describe('residents’ phones at a meeting', () => {
  it('are counted once a device, also when they change their mind', async () => {
    const { s, doc, code, pollId } = await underWay();
    await Promise.all([1, 2, 3].map((n) => voteByPhone(s, code, phone(n), pollId, ['for'])));
    await voteByPhone(s, code, phone(3), pollId, ['against']);
    expect(readPolls(doc)[0]).toMatchObject({ phoneTally: { for: 2, against: 1 }, phoneVoters: 3 });
    expect((await phoneState(s, code, phone(3).deviceId))?.votes).toEqual({ [pollId]: ['against'] });
  });

  it.each([
    ['a poll that has ended', 'poll/closed', ['for']],
    ['a choice there is none of', 'poll/unfit', ['maybe']],
    ['two choices at once', 'poll/unfit', ['for', 'against']]
  ])('cannot vote for %s', async (why, refused, choices) => {
    const { s, doc, code, pollId, polls } = await underWay();
    if (refused === 'poll/closed') polls.close(pollId, s.now().toISOString(), 0);
    expect(await voteByPhone(s, code, phone(1), pollId, choices)).toMatchObject({ refused });
    expect(readPolls(doc)[0]?.phoneVoters).toBe(0);
  });

  it('support an issue once a device, and take it back', async () => {
    const { s, doc, code, issueId } = await underWay();
    const supporters = () => openMeetingDocument(doc).issue(issueId)?.supporters;
    for (const n of [1, 1, 2]) granted(await supportIssue(s, code, phone(n), issueId, true));
    expect(supporters()).toBe(2);
    granted(await supportIssue(s, code, phone(1), issueId, false));
    expect(supporters()).toBe(1);
    expect(await supportIssue(s, code, phone(1), 'no-such', true)).toMatchObject({ refused: 'issue/absent' });
  });

  it('raise one hand each and take it down, unless they have the floor already', async () => {
    const { s, doc, code } = await underWay();
    const first = granted(await raiseHand(s, code, phone(1), '  3号楼\n蓝衣阿姨 '));
    expect(granted(await raiseHand(s, code, phone(1), '又一个名字')).id).toBe(first.id);
    s.wait(1_000);
    await raiseHand(s, code, phone(2), '葛大爷');
    expect(readQueue(doc).map(({ name, from }) => [name, from])).toEqual([
      ['3号楼 蓝衣阿姨', 'phone'],
      ['葛大爷', 'phone']
    ]);
    expect((await phoneState(s, code, phone(2).deviceId))?.hand).toMatchObject({ before: 1, speaking: false });
    await lowerHand(s, code, phone(1));
    expect(readQueue(doc).map(({ name }) => name)).toEqual(['葛大爷']);
    new SpeakersDocument(doc, 'leading').start(readQueue(doc)[0]!.id, s.now().toISOString());
    await lowerHand(s, code, phone(2));
    expect(readQueue(doc)).toHaveLength(1);
    expect(await raiseHand(s, code, phone(3), ' \u200b ')).toMatchObject({ fields: { name: 'field/missing' } });
  });

  it('send a line into the tray, and hear what became of it', async () => {
    const { s, doc, code } = await underWay();
    const sent = granted(
      await sendMessage(s, code, phone(1), { name: '张阿姨', text: '楼道\u202e灯坏了', picture: null })
    );
    expect(waitingIn(doc)).toMatchObject([{ id: sent.id, name: '张阿姨', text: '楼道 灯坏了' }]);
    const state = async () => (await phoneState(s, code, phone(1).deviceId))?.messages.map((message) => message.state);
    expect(await state()).toEqual(['waiting']);
    openMeetingDocument(doc).addEntry({ id: sent.id, kind: 'voice', speaker: '张阿姨', text: '楼道灯坏了', by: 'x' });
    expect(await state()).toEqual(['taken']);
    expect((await phoneState(s, code, phone(2).deviceId))?.messages).toEqual([]);
  });

  it('send a picture made anew, and nothing that is none', async () => {
    const { s, doc, code } = await underWay();
    const bytes = await picture(60, 40);
    granted(await sendMessage(s, code, phone(1), { name: '', text: '', picture: bytes }));
    const [kept] = await s.store.q.select().from(attachment).all();
    expect(kept).toMatchObject({ by: 'phone', type: 'image/jpeg' });
    expect(kept?.storedAt).not.toBeNull();
    expect(readTray(doc)[0]?.photoId).toBe(kept?.id);
    // The meeting knows of the picture only once its message is taken.
    expect(openMeetingDocument(doc).photos()).toEqual([]);
    const broken = { name: '', text: '看', picture: Buffer.from('<svg onload=alert(1)>') };
    expect(await sendMessage(s, code, phone(2), broken)).toMatchObject({ refused: 'phones/picture-unfit' });
  });

  it('do nothing while the door is shut, before the beginning or after the close', async () => {
    const { s, doc, code, meeting, pollId } = await underWay();
    setPhonesOpen(doc, false, 'own');
    expect(await voteByPhone(s, code, phone(1), pollId, ['for'])).toEqual({ refused: 'phones/shut' });
    expect(await sendMessage(s, code, phone(1), { name: '', text: '话', picture: null })).toEqual({
      refused: 'phones/shut'
    });
    setPhonesOpen(doc, true, 'own');
    await closeMeeting(s, caller('facilitator'), meeting.id);
    expect(await raiseHand(s, code, phone(1), '葛大爷')).toEqual({ refused: 'meeting/closed' });
    expect(await raiseHand(s, 'zzzzzz', phone(1), '葛大爷')).toEqual({ refused: 'meeting/absent' });
  });
});

describe('what neighbours quarrel about', () => {
  it('[M1] is asked of no phone: no question, no choice, no vote, no support', async () => {
    const { s, doc, code, issueId } = await underWay();
    const at = s.now().toISOString();
    const polls = new PollsDocument(doc, 'own');
    const stepId = new AgendaDocument(doc, 'own').add('邻里调解', 20, null, 'mediation');
    openMeetingDocument(doc).goToAgenda(stepId, at);
    const inside = polls.open({ kind: 'vote', question: '301该不该赔', phones: true, at });
    openMeetingDocument(doc).goToAgenda(null, at);
    new DisputesDocument(doc, 'own').withhold('issues', issueId, stepId);
    const order = polls.open({
      kind: 'dots',
      question: '先办哪件，有事打13800001111',
      phones: true,
      at,
      choices: [
        { id: issueId, label: '301漏水' },
        { id: 'open', label: '路灯' }
      ]
    });

    const seen = (await phoneState(s, code, phone(1).deviceId))!;
    // The meeting's code is drawn too.
    expect(withoutIds({ ...seen, code: '' })).not.toMatch(/301|13800001111/);
    expect(seen.polls.find(({ id }) => id === order)?.choices).toEqual([{ id: 'open', label: '路灯' }]);
    expect(await voteByPhone(s, code, phone(1), inside, ['for'])).toEqual({ refused: 'poll/closed' });
    expect(await voteByPhone(s, code, phone(1), order, [issueId])).toEqual({ refused: 'poll/unfit' });
    expect(await supportIssue(s, code, phone(1), issueId, true)).toEqual({ refused: 'issue/absent' });
  });
});

describe('what phones did', () => {
  it('is told again after a crash between the table and the document, and only once', async () => {
    const { s, doc, code, pollId, meeting } = await underWay();
    s.hub.broken = true;
    granted(await voteByPhone(s, code, phone(1), pollId, ['for']));
    granted(await raiseHand(s, code, phone(1), '葛大爷'));
    granted(await sendMessage(s, code, phone(1), { name: '', text: '路灯', picture: null }));
    s.hub.broken = false;
    expect(readQueue(doc)).toEqual([]);
    await repairPhones(s);
    await repairPhones(s);
    await tellMeeting(s, meeting);
    expect(readPolls(doc)[0]?.phoneVoters).toBe(1);
    expect(readQueue(doc)).toHaveLength(1);
    expect(readTray(doc)).toHaveLength(1);
  });

  it('is kept for the others when one of those written together fails', async () => {
    const { s } = await underWay();
    const row = (id: string) => ({ communityId: 'c', meetingId: 'm', id, deviceId: 'd', name: '', text: '话', at: '' });
    const insert = (id: string) =>
      s.phones.write(async (q) => void (await q.insert(phoneMessage).values(row(id)).run()));
    const failing = s.phones.write(async (q) => {
      await q.insert(phoneMessage).values(row('half')).run();
      throw new Error('in the middle');
    });
    const all = await Promise.allSettled([insert('one'), failing, insert('two')]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const ids = (await s.store.q.select().from(phoneMessage).all()).map(({ id }) => id);
    expect(ids.sort()).toEqual(['one', 'two']);
  });

  it('does not come back once a facilitator has taken it out', async () => {
    const { s, doc, code, meeting } = await underWay();
    const { id } = granted(await raiseHand(s, code, phone(1), '葛大爷'));
    new SpeakersDocument(doc, 'own').remove(id);
    await tellMeeting(s, meeting);
    expect(readQueue(doc)).toEqual([]);
  });
});

describe('what phones may cost', () => {
  it('is bounded by the device: a machine’s hundredth change of mind waits', async () => {
    const { s, code, pollId } = await underWay();
    const answers = await Promise.all(
      Array.from({ length: PHONE_LIMITS.changesPerDevice + 1 }, (_, n) =>
        voteByPhone(s, code, phone(1), pollId, [n % 2 ? 'for' : 'against'])
      )
    );
    const slowed = answers.filter((one) => 'refused' in one && one.refused === 'phones/slowed');
    expect(slowed).toHaveLength(1);
    s.wait(3_600_000);
    expect(await voteByPhone(s, code, phone(1), pollId, ['for'])).toEqual({ choices: ['for'] });
  });

  it('does not stop a whole meeting that shares one address, and stops a machine that makes itself new devices', async () => {
    const { s, code, pollId } = await underWay();
    const all = await Promise.all(
      Array.from({ length: PHONE_LIMITS.devicesPerAddress + 20 }, (_, n) =>
        voteByPhone(s, code, phone(n), pollId, ['for'])
      )
    );
    expect(all.filter((one) => 'choices' in one)).toHaveLength(PHONE_LIMITS.devicesPerAddress);
    expect(await voteByPhone(s, code, phone(9_999, '192.0.2.2'), pollId, ['for'])).toEqual({ choices: ['for'] });
  });

  it('lets three hundred phones behind one address each say something', async () => {
    const { s, code } = await underWay();
    const all = await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        sendMessage(s, code, phone(n), { name: '', text: `第${n}句`, picture: null })
      )
    );
    expect(all.filter((one) => 'id' in one)).toHaveLength(300);
  });

  it('takes no picture any more when there are too many, and words all the same', async () => {
    const { s, doc, code, meeting } = await underWay();
    const { communityId, id: meetingId } = meeting;
    const row = (n: number) => ({ communityId, meetingId, id: `p${n}`, deviceId: `d${n}`, name: '', text: '', at: '' });
    await s.store.tx(async (q) => {
      for (let n = 0; n < PHONE_LIMITS.photosPerMeeting; n++)
        await q
          .insert(phoneMessage)
          .values({ ...row(n), photoId: `u${n}` })
          .run();
    });
    const more = { name: '', text: '看这张', picture: await picture(60, 40) };
    expect(await sendMessage(s, code, phone(1), more)).toMatchObject({ refused: 'phones/full' });
    granted(await sendMessage(s, code, phone(2), { name: '', text: '那我用嘴说', picture: null }));
    expect(readTray(doc).at(-1)?.text).toBe('那我用嘴说');
  });

  it('is remembered of an address however many devices a machine makes up', () => {
    const quota = createQuota(() => new Date(0));
    const ask = (n: number, address: string) => quota.take('act', 'm', phone(n, address));
    for (let n = 0; n < PHONE_LIMITS.devicesPerAddress; n++) expect(ask(n, '192.0.2.1')).toBe(0);
    // More refused ones than anything is remembered of.
    for (let n = 1_000; n < 61_000; n++) quota.take('act', 'm', phone(n));
    expect(ask(70_000, '192.0.2.1')).toBeGreaterThan(0);
    expect(ask(0, '192.0.2.1')).toBe(0);
    // All addresses of one IPv6 network are one machine's.
    for (let n = 0; n < PHONE_LIMITS.devicesPerAddress; n++) expect(ask(n, `2001:db8::${n.toString(16)}`)).toBe(0);
    expect(ask(700, '2001:db8::ffff')).toBeGreaterThan(0);
    expect(ask(700, '2001:db8:0:1::1')).toBe(0);
  });

  it('is one message every few seconds, and the same words twice are one', async () => {
    const { s, doc, code } = await underWay();
    const say = (text: string) => sendMessage(s, code, phone(1), { name: '', text, picture: null });
    const first = granted(await say('路灯不亮'));
    expect(granted(await say('路灯不亮')).id).toBe(first.id);
    expect(await say('电梯也坏了')).toMatchObject({ refused: 'phones/slowed' });
    s.wait(PHONE_LIMITS.messageEveryMs);
    granted(await say('电梯也坏了'));
    expect(readTray(doc)).toHaveLength(2);
  });

  it('takes a line without what could break a page or a screen', () => {
    expect(plainLine('a\u0000b\u202ec\n\n d\u2028', 20)).toBe('a b c d');
    expect([...plainLine('👵'.repeat(50), 20)]).toHaveLength(20);
  });
});
