import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument, type MeetingDocument } from '$lib/document/meeting-document';
import { publicView } from '$lib/document/public-view';
import { getItem } from '../../../server/ledger';
import { joinMeetings, meetingRecord, planMeeting, closeMeeting, saidOfItem } from '../../../server/meetings';
import { caller } from '../../support/ground';
import { picture, sent } from '../attachments/support';
import { granted, groundWithHub, writeIssue } from './support';

const [staff, facilitator] = [caller('staff'), caller('facilitator')];
const TAKEN = '2026-11-23T02:10:00.000Z';

async function ground() {
  const s = await groundWithHub();
  const plan = async () => {
    const id = randomUUID();
    granted(await planMeeting(s, facilitator, { id, title: '门前', kind: 'stool' }));
    return id;
  };
  const write = async <T>(id: string, work: (document: MeetingDocument) => T) => {
    let made: T;
    await s.hub.change(meetingDocument(id), (doc) => void (made = work(openMeetingDocument(doc))));
    return made!;
  };
  const photo = (over: { entryId?: string; issueId?: string } = {}) => ({
    ...({ id: randomUUID(), kind: 'photo', takenAt: TAKEN, by: facilitator.accountId } as const),
    ...over
  });
  return { s, plan, write, photo };
}

describe('a picture of a meeting', () => {
  it('stands in the record before its file has come up, and with it after', async () => {
    const { s, plan, write, photo } = await ground();
    const id = await plan();
    const taken = photo();
    await write(id, (document) => document.addPhoto(taken));
    const photos = async () => granted(await meetingRecord(s, staff, id)).photos;
    expect(await photos()).toEqual([{ ...taken, entryId: null, issueId: null, stored: null }]);
    await sent(s, taken.id, { meetingId: id, bytes: await picture(40, 30) });
    expect(await photos()).toMatchObject([{ id: taken.id, stored: { width: 40, height: 30 } }]);
    await write(id, (document) => document.removePhoto(taken.id));
    expect(await photos()).toEqual([]);
  });

  it('follows its issue and the lines of its issue into the ledger, for those who may read meetings', async () => {
    const { s, plan, write, photo } = await ground();
    const id = await plan();
    const { entryId, issueId } = await write(id, (document) => {
      const entryId = document.addEntry({ kind: 'voice', speaker: '3号楼', text: '灯不亮', by: 'x' });
      const issueId = document.issueFromEntry(entryId)!;
      document.setIssue(issueId, { category: 'repair', outcome: 'ledger', ownerId: caller('partner').partyId });
      document.confirmIssue(issueId, TAKEN);
      return { entryId, issueId };
    });
    const [ofLine, ofIssue, other] = [photo({ entryId }), photo({ issueId }), photo()];
    await write(id, (document) => [ofLine, ofIssue, other].forEach((one) => document.addPhoto(one)));
    await sent(s, ofLine.id, { meetingId: id, bytes: await picture(40, 30) });
    const { items } = granted(await closeMeeting(s, facilitator, id));
    const shown = async (who: typeof staff) =>
      (await saidOfItem(s, who, granted(await getItem(s, who, items[0]!.id)))).photos;
    expect((await shown(staff)).map((one) => [one.id, one.stored !== null]).sort()).toEqual(
      [
        [ofLine.id, true],
        [ofIssue.id, false]
      ].sort()
    );
    expect(await shown(caller('partner'))).toEqual([]);
  });

  it('taken by a tablet that was away at the close still comes', async () => {
    const { s, plan, write, photo } = await ground();
    const id = await plan();
    await write(id, (document) => void writeIssue(document, { title: '换灯' }));
    granted(await closeMeeting(s, facilitator, id));
    const late = photo();
    await write(id, (document) => document.addPhoto(late));
    expect(await sent(s, late.id, { meetingId: id, bytes: await picture(40, 30) })).toMatchObject({ complete: true });
    expect(granted(await meetingRecord(s, staff, id)).photos).toMatchObject([{ id: late.id, stored: {} }]);
  });

  it('of a tablet that died before it could say so is noted when its file has come, once, with what it is of', async () => {
    const { s, plan, write, photo } = await ground();
    const id = await plan();
    const entryId = await write(id, (document) =>
      document.addEntry({ kind: 'voice', speaker: '3号楼', text: '灯不亮', by: 'x' })
    );
    const [unsaid, said] = [randomUUID(), photo()];
    await write(id, (document) => document.addPhoto(said));
    for (const one of [unsaid, said.id])
      await sent(s, one, { meetingId: id, bytes: await picture(9, 9), entryId, takenAt: TAKEN });
    const photos = granted(await meetingRecord(s, staff, id)).photos;
    expect(photos.map((one) => [one.id, one.entryId]).sort()).toEqual(
      [
        [unsaid, entryId],
        [said.id, null]
      ].sort()
    );
    expect(photos.every((one) => one.by === facilitator.accountId && one.takenAt === TAKEN && one.stored)).toBe(true);
    // What somebody has taken out meanwhile stays out.
    const gone = photo();
    await write(id, (document) => document.addPhoto(gone));
    await write(id, (document) => document.removePhoto(gone.id));
    await sent(s, gone.id, { meetingId: id, bytes: await picture(9, 9) });
    expect(granted(await meetingRecord(s, staff, id)).photos.map((one) => one.id)).not.toContain(gone.id);
  });

  it('goes along when its meeting is joined into another', async () => {
    const { s, plan, write, photo } = await ground();
    const [from, into] = [await plan(), await plan()];
    const taken = photo();
    await write(from, (document) => document.addPhoto(taken));
    await sent(s, taken.id, { meetingId: from, bytes: await picture(40, 30) });
    granted(await joinMeetings(s, staff, from, into));
    expect(granted(await meetingRecord(s, staff, into)).photos).toMatchObject([{ id: taken.id, stored: {} }]);
    const late = photo();
    expect(await sent(s, late.id, { meetingId: from, bytes: await picture(9, 9) })).toMatchObject({ complete: true });
  });

  it('is nothing that the public sees', async () => {
    const { s, plan, write, photo } = await ground();
    const id = await plan();
    const taken = photo();
    await write(id, (document) => document.addPhoto(taken));
    const said = await s.hub.read(meetingDocument(id), (doc) => JSON.stringify(publicView(doc)));
    expect(said).not.toContain(taken.id);
  });
});
