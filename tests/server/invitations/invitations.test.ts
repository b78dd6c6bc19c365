import { describe, expect, it } from 'vitest';
import type { Refusal } from '$lib/domain/refusal';
import {
  answerInvitation,
  invitationOf,
  invite,
  listInvitations,
  noteOpened,
  withdrawInvitation
} from '../../../server/invitations';
import { PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { granted, holdMeeting } from '../meetings/support';

const who = caller('facilitator');
const refusedAs = (result: unknown) => (result as Partial<Refusal>).refused;
const coming = { answer: 'yes', who: '苗主管', note: '带上电梯的检修单' };

async function invited() {
  const meeting = await holdMeeting();
  const s = meeting.ground;
  const row = granted(await invite(s, who, meeting.id, { partyId: PARTY.property!, organisation: '', matter: '电梯' }));
  return { ...meeting, s, row };
}

describe('an invited organisation', () => {
  it('answers by its link alone, may say otherwise, and the record has what it said last', async () => {
    const { s, id, row } = await invited();
    const { invitation } = granted(await invitationOf(s, row.token));
    await noteOpened(s, invitation);
    expect(granted(await listInvitations(s, who, id))[0]).toMatchObject({ answer: null, openedAt: expect.any(String) });
    expect(await answerInvitation(s, row.token, coming)).toBeNull();
    expect(await answerInvitation(s, row.token, { ...coming, answer: 'no', note: '' })).toBeNull();
    expect(granted(await listInvitations(s, caller('informant'), id))[0]).toMatchObject({
      answer: 'no',
      who: '苗主管',
      note: '',
      changes: 2
    });
  });

  it('says who comes, and what fits no answer changes nothing', async () => {
    const { s, id, row } = await invited();
    expect(refusedAs(await answerInvitation(s, row.token, { ...coming, who: ' ' }))).toBe('input/invalid');
    expect(refusedAs(await answerInvitation(s, row.token, { ...coming, answer: 'maybe' }))).toBe('input/invalid');
    await answerInvitation(s, row.token, {
      answer: 'yes',
      who: `苗\u0007主管${'长'.repeat(99)}`,
      note: 'x'.repeat(999)
    });
    const [said] = granted(await listInvitations(s, who, id));
    expect([[...said!.who].length, said!.who.slice(0, 5), said!.note.length]).toEqual([40, '苗 主管长', 300]);
  });

  it('has one link however often it is invited; taken back, the link opens nothing', async () => {
    const { s, id, row } = await invited();
    const again = granted(await invite(s, who, id, { partyId: PARTY.property!, organisation: '', matter: '' }));
    expect(again.token).toBe(row.token);
    await withdrawInvitation(s, who, id, row.id);
    expect(refusedAs(await invitationOf(s, row.token))).toBe('invitation/absent');
    expect(refusedAs(await answerInvitation(s, row.token, coming))).toBe('invitation/absent');
    expect(granted(await listInvitations(s, who, id))).toEqual([]);
    for (const token of ['', 'x', "' or 1=1 --", 'A'.repeat(43)])
      expect(refusedAs(await invitationOf(s, token)), token).toBe('invitation/absent');
  });

  it('is heard no more when the meeting is closed, or when a machine changes it again and again', async () => {
    const { s, row, close } = await invited();
    for (let n = 0; n < 50; n++) await answerInvitation(s, row.token, coming);
    expect(refusedAs(await answerInvitation(s, row.token, coming))).toBe('invitation/spent');
    await close();
    expect(refusedAs(await answerInvitation(s, row.token, coming))).toBe('meeting/closed');
    expect(refusedAs(await invite(s, who, row.meetingId, { partyId: null, organisation: '供电所', matter: '' }))).toBe(
      'meeting/closed'
    );
  });

  it('is invited by those who plan meetings, up to a number', async () => {
    const { s, id } = await invited();
    const asked = (n: number, by = who) => invite(s, by, id, { partyId: null, organisation: `第${n}家`, matter: '' });
    expect(refusedAs(await asked(1, caller('informant')))).toBe('right/missing');
    for (let n = 1; n < 40; n++) granted(await asked(n));
    expect(refusedAs(await asked(40))).toBe('invitation/full');
    expect(refusedAs(await invite(s, who, id, { partyId: 'nobody', organisation: '', matter: '' }))).toBe(
      'input/invalid'
    );
  });
});
