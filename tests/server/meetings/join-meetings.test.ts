import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { listItems } from '../../../server/ledger';
import {
  closeMeeting,
  joinMeetings,
  listMeetings,
  meetingByCode,
  meetingRecord,
  planMeeting,
  issueOf
} from '../../../server/meetings';
import { caller } from '../../support/ground';
import { granted, groundWithHub, writeIssue } from './support';

const staff = caller('staff');

async function ground() {
  const s = await groundWithHub();
  const { hub } = s;
  const plan = async (title: string) => {
    const id = randomUUID();
    return granted(await planMeeting(s, caller('facilitator'), { id, title, kind: 'stool' }));
  };
  const write = (id: string, work: (document: ReturnType<typeof openMeetingDocument>) => void) =>
    hub.change(meetingDocument(id), (doc) => work(openMeetingDocument(doc)));
  const say = (id: string, text: string) =>
    write(id, (document) => void document.addEntry({ kind: 'voice', speaker: '3号楼', text, by: 'x' }));
  const texts = async (id: string) =>
    granted(await meetingRecord(s, staff, id))
      .entries.map((entry) => entry.text)
      .sort();
  return { s, plan, write, say, texts };
}

describe('joining two meetings that were one', () => {
  it('brings the diary and the promises together and takes the other from the list; its code leads on', async () => {
    const { s, plan, write, say, texts } = await ground();
    const [one, other] = [await plan('门前'), await plan('门前（另一块平板）')];
    await say(one.id, '第一块平板记的');
    await say(other.id, '第二块平板记的');
    await write(other.id, (document) => void writeIssue(document, { title: '换灯' }));
    granted(await closeMeeting(s, caller('facilitator'), other.id));
    const before = granted(await listItems(s, staff, {})).items.map((item) => item.id);
    granted(await closeMeeting(s, caller('facilitator'), one.id));

    for (let time = 0; time < 2; time++) granted(await joinMeetings(s, staff, other.id, one.id));
    expect(await texts(one.id)).toEqual(['第一块平板记的', '第二块平板记的']);
    const { items } = granted(await listItems(s, staff, {}));
    expect(items.map((item) => item.id)).toEqual(before);
    expect(items).toMatchObject([{ title: '换灯', late: false }]);
    expect(items.map(({ origin }) => issueOf(origin)?.meetingId)).toEqual([one.id]);
    expect(granted(await listMeetings(s, staff)).meetings.map((row) => row.id)).toEqual([one.id]);
    expect((await meetingByCode(s, other.code))?.id).toBe(one.id);
  });

  it('lets a tablet that comes back to the old one bring its words to the new', async () => {
    const { s, plan, say, write, texts } = await ground();
    const [one, other] = [await plan('门前'), await plan('门前')];
    granted(await joinMeetings(s, staff, other.id, one.id));
    await say(other.id, '回来晚了');
    await write(other.id, (document) => void document.addIssue({ title: '晚到的事' }));
    await s.hub.settle(meetingDocument(other.id));
    await s.hub.settle(meetingDocument(one.id));
    expect(await texts(one.id)).toEqual(['回来晚了']);
    const record = granted(await meetingRecord(s, staff, one.id));
    expect(record.issues.map((issue) => issue.title)).toEqual(['晚到的事']);
    expect(granted(await listItems(s, staff, {})).items).toEqual([]);
    // It goes on as one meeting.
    granted(await closeMeeting(s, caller('facilitator'), one.id));
    expect(await texts(one.id)).toEqual(['回来晚了']);
  });

  it('follows a chain to its end', async () => {
    const { s, plan, say, texts } = await ground();
    const [a, b, c] = [await plan('一'), await plan('二'), await plan('三')];
    granted(await joinMeetings(s, staff, a.id, b.id));
    granted(await joinMeetings(s, staff, b.id, c.id));
    await say(a.id, '从第一场来的');
    await s.hub.settle(meetingDocument(a.id));
    await s.hub.settle(meetingDocument(c.id));
    expect(await texts(c.id)).toEqual(['从第一场来的']);
  });

  it('is refused to who may not, with itself, with what is absent, and in a circle', async () => {
    const { s, plan } = await ground();
    const [one, other, third] = [await plan('一'), await plan('二'), await plan('三')];
    expect(await joinMeetings(s, caller('facilitator'), one.id, other.id)).toEqual({ refused: 'right/missing' });
    expect(await joinMeetings(s, staff, one.id, one.id)).toEqual({ refused: 'meeting/joined' });
    expect(await joinMeetings(s, staff, one.id, randomUUID())).toEqual({ refused: 'meeting/absent' });
    granted(await joinMeetings(s, staff, one.id, other.id));
    expect(await joinMeetings(s, staff, other.id, one.id)).toEqual({ refused: 'meeting/joined' });
    expect(await joinMeetings(s, staff, one.id, third.id)).toEqual({ refused: 'meeting/joined' });
  });
});
