import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { closeMeeting, meetingKind, openMeeting, planMeeting, whereNext } from '../../../server/meetings';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { meetingDocument } from '$lib/document/keys';
import { item } from '../../../server/ledger/tables';
import { VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { granted, writeIssue } from './support';

const facilitator = caller('facilitator');
const [, second, third] = VENUES;

async function ground() {
  const s = await makeGround();
  s.hub.register(meetingKind(s));
  const plan = async (venueId: string, startsAt?: string) => {
    const id = randomUUID();
    granted(
      await planMeeting(s, facilitator, {
        id,
        title: '门前',
        kind: 'stool',
        venueId,
        ...(startsAt ? { startsAt } : {})
      })
    );
    return id;
  };
  const places = async () => granted(await whereNext(s, facilitator)).places;
  return { s, plan, places };
}

describe('where to sit next', () => {
  it('goes by what is owed at a place and who has sat there, and says why', async () => {
    const { s, plan, places } = await ground();
    expect((await places()).every((place) => place.reasons.some(({ why }) => why === 'never'))).toBe(true);
    // At the second place people sat and were promised two things, one of which is soon late.
    const id = await plan(second.id);
    granted(await openMeeting(s, facilitator, id));
    const document = openMeetingDocument(s.hub.doc(meetingDocument(id)));
    writeIssue(document, { title: '换灯', dueOn: '2026-11-25' });
    writeIssue(document, { title: '修椅子', dueOn: '2026-12-31' });
    await s.hub.settle(meetingDocument(id));
    granted(await closeMeeting(s, facilitator, id));
    s.wait(10 * 24 * 3600_000);
    const there = (await places()).find((place) => place.id === second.id)!;
    expect(there).toMatchObject({ owed: 2, overdue: 1, daysSince: 10, voices: 0 });
    expect(there.reasons).toEqual([
      { why: 'overdue', n: 1 },
      { why: 'days', n: 10 },
      { why: 'owed', n: 1 }
    ]);
    // What came by telephone since counts; what came before it was sat there does not.
    const [row] = await s.store.q.select().from(item).all();
    const call = (createdAt: string) => ({
      ...row!,
      id: randomUUID(),
      number: randomUUID(),
      channel: 'phone',
      createdAt,
      originKind: null,
      originId: null
    });
    await s.store.tx((q) =>
      q
        .insert(item)
        .values([call(s.now().toISOString()), call('2026-11-01T00:00:00.000Z')])
        .run()
    );
    expect((await places()).find((place) => place.id === second.id)!.voices).toBe(1);
  });

  it('puts a place last where a meeting is planned', async () => {
    const { plan, places } = await ground();
    await plan(third.id, '2026-12-01T10:30:00.000Z');
    const last = (await places()).at(-1)!;
    expect(last).toMatchObject({ id: third.id, plannedAt: '2026-12-01T10:30:00.000Z' });
  });

  it('is for those who plan meetings, of their own community', async () => {
    const { s } = await ground();
    expect(await whereNext(s, caller('informant'))).toEqual({ refused: 'right/missing' });
    expect(await whereNext(s, caller('staff', { communityId: 'another' }))).toEqual({ places: [], map: null });
  });
});
