import { describe, expect, it } from 'vitest';
import { ArrivalsDocument, PrivateDocument, privateDocument, readArrivals, unnamedIn } from '$lib/document/attendance';
import { meetingDocument } from '$lib/document/keys';
import { publicView } from '$lib/document/public-view';
import { maskerFor } from '$lib/domain/privacy/mask-public';
import {
  attendanceOf,
  erasePerson,
  importHouseholds,
  listHouseholds,
  privateKind,
  privateReadsOf,
  sweepPrivateReads
} from '../../../server/attendance';
import { attendance } from '../../../server/attendance/tables';
import { findMeeting } from '../../../server/meetings';
import { goAway, signInByPhone } from '../../../server/phones';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { granted, holdMeeting } from '../meetings/support';

const at = '2026-11-23T02:10:00.000Z';
const phone = (n: number) => ({ deviceId: String(n).padStart(8, '0').padEnd(64, 'f'), address: '192.0.2.1' });

async function held() {
  const meeting = await holdMeeting();
  const s = meeting.ground;
  s.hub.register(privateKind(s));
  const { code } = (await findMeeting(s, COMMUNITY.id, meeting.id))!;
  const name = privateDocument(meeting.id);
  const open = new ArrivalsDocument(s.hub.doc(meetingDocument(meeting.id)), 'own');
  const hidden = new PrivateDocument(s.hub.doc(name), 'own');
  /** Somebody signs in on a tablet. */
  function arrive(who: string, building = '3号楼'): string {
    const id = open.add({ building, count: 1, arrivedAt: at, via: 'tablet', by: 'x' });
    hidden.put(id, { householdId: 'h', home: `${building} 1单元 201`, name: who, signature: '1,1 5,5' });
    return id;
  }
  return { s, meeting, code, open, hidden, arrive, settle: () => s.hub.settle(name), doc: open.doc };
}

describe('the private half of a meeting', () => {
  it('opens to those who write in meetings and to nobody else, not even to read', async () => {
    const { s, meeting } = await held();
    const kind = privateKind(s);
    const name = privateDocument(meeting.id);
    expect(kind.matches(name) && !kind.matches(meetingDocument(meeting.id))).toBe(true);
    expect(await kind.open(caller('facilitator'), name)).toMatchObject({ right: 'edit' });
    expect(await kind.open(caller('informant'), name)).toMatchObject({ right: 'none' });
    expect(await kind.open(caller('facilitator', { communityId: 'other' }), name)).toBeNull();
  });

  it('notes who reads it, once an hour and way with how often, before it is read; the office can see that', async () => {
    const { s, meeting, arrive, settle } = await held();
    arrive('林奶奶');
    await settle();
    const kind = privateKind(s);
    const name = privateDocument(meeting.id);
    await kind.open(caller('informant'), name);
    const seen = () => privateReadsOf(s, caller('staff'), meeting.id);
    expect(await seen()).toEqual([]);
    for (let n = 0; n < 3; n++) await kind.open(caller('facilitator'), name);
    granted(await attendanceOf(s, caller('staff'), meeting.id));
    expect(granted(await seen()).map(({ how, times }) => [how, times])).toEqual(
      expect.arrayContaining([
        ['tablet', 3],
        ['sheet', 1]
      ])
    );
    expect(granted(await seen()).every(({ who }) => who !== '')).toBe(true);
    expect(await privateReadsOf(s, caller('facilitator'), meeting.id)).toEqual({ refused: 'right/missing' });
    expect(await attendanceOf(s, caller('partner'), meeting.id)).toEqual({ refused: 'right/missing' });
    expect(granted(await seen())).toHaveLength(2);
  });

  it('keeps that record for three years and no longer', async () => {
    const { s, meeting } = await held();
    const name = privateDocument(meeting.id);
    await privateKind(s).open(caller('facilitator'), name);
    const later = (years: number) => ({ ...s, now: () => new Date(s.now().getTime() + years * 365 * 24 * 3600_000) });
    await sweepPrivateReads(later(2.9));
    expect(granted(await privateReadsOf(s, caller('staff'), meeting.id))).toHaveLength(1);
    // Of 2027 to 2029 the second is a leap year: three times 365 days are a day short.
    const dayBefore = new Date(s.now());
    dayBefore.setUTCFullYear(dayBefore.getUTCFullYear() + 3);
    await sweepPrivateReads({ ...s, now: () => new Date(dayBefore.getTime() - 3600_000) });
    expect(granted(await privateReadsOf(s, caller('staff'), meeting.id))).toHaveLength(1);
    await sweepPrivateReads(later(3.1));
    expect(granted(await privateReadsOf(s, caller('staff'), meeting.id))).toEqual([]);
  });

  it('says nothing of a name to the public before its owner agrees, and no more once he takes it back', async () => {
    const { arrive, open, doc } = await held();
    const id = arrive('林奶奶');
    expect(JSON.stringify(publicView(doc))).not.toContain('林奶奶');
    expect(publicView(doc).people).toEqual({ groups: [{ building: '3号楼', count: 1 }], names: [] });
    open.set(id, { shownAs: '林奶奶' });
    expect(publicView(doc).people).toEqual({ groups: [], names: ['林奶奶'] });
    open.set(id, { shownAs: null });
    expect(JSON.stringify(publicView(doc))).not.toContain('林奶奶');
  });

  it('keeps a name out of what was written down too, until its owner agrees', async () => {
    const { arrive, hidden, doc, meeting } = await held();
    const id = arrive('林秀英');
    meeting.document.addEntry({ kind: 'voice', speaker: '林秀英', text: '林秀英家也一样', by: 'x' });
    const seen = () =>
      publicView(doc, Date.parse(at), maskerFor(unnamedIn(hidden.doc))).entries.map((one) => one.speaker + one.text);
    expect(seen()).toEqual(['林某林某家也一样']);
    hidden.put(id, { consent: { given: true, at, heard: 'tablet', by: 'x' } });
    expect(seen()).toEqual(['林秀英林秀英家也一样']);
    hidden.put(id, { consent: { given: false, at, heard: 'tablet', by: 'x' } });
    expect(seen()).toEqual(['林某林某家也一样']);
  });

  it('becomes the attendance sheet of those who may see it', async () => {
    const { s, meeting, arrive, open, settle } = await held();
    arrive('林奶奶');
    open.add({ building: '', count: 12, arrivedAt: at, via: 'number', by: 'x' });
    await settle();
    const sheet = granted(await attendanceOf(s, caller('facilitator'), meeting.id));
    expect(sheet.presence.total).toBe(13);
    expect(sheet.lines.find(({ via }) => via === 'tablet')).toMatchObject({ name: '林奶奶', signature: '1,1 5,5' });
    expect(await attendanceOf(s, caller('informant'), meeting.id)).toEqual({ refused: 'right/missing' });
  });

  it('forgets a person at his wish, also when a tablet that was away brings him back', async () => {
    const { s, meeting, arrive, hidden, settle } = await held();
    const id = arrive('林奶奶');
    await settle();
    granted(await erasePerson(s, caller('staff'), meeting.id, id));
    hidden.put(id, { name: '林奶奶', home: '3号楼 1单元 201' });
    await settle();
    const [row] = await s.store.q.select().from(attendance).all();
    expect(row).toMatchObject({ name: '', home: '', signature: '' });
    const sheet = granted(await attendanceOf(s, caller('staff'), meeting.id));
    expect(sheet).toMatchObject({ presence: { total: 1 }, lines: [{ name: '', erased: true }] });
    expect(await erasePerson(s, caller('facilitator'), meeting.id, id)).toEqual({ refused: 'right/missing' });
  });
});

describe('signing in by phone', () => {
  it('is possible before the meeting begins, once a device, and shows the name only by consent', async () => {
    const { s, code, doc } = await held();
    granted(await signInByPhone(s, code, phone(1), { building: '3号楼', name: '林奶奶', consent: false }));
    granted(await signInByPhone(s, code, phone(2), { building: '8号楼', name: '', consent: true }));
    expect(publicView(doc).people).toEqual({
      groups: [
        { building: '3号楼', count: 1 },
        { building: '8号楼', count: 1 }
      ],
      names: []
    });
    granted(await signInByPhone(s, code, phone(1), { building: '3号楼', name: '林奶奶', consent: true }));
    expect(publicView(doc)).toMatchObject({ present: 2, people: { names: ['林奶奶'] } });
    granted(await goAway(s, code, phone(1)));
    expect(publicView(doc)).toMatchObject({ present: 1, people: { names: [] } });
    granted(await signInByPhone(s, code, phone(1), { building: '3号楼', name: '', consent: false }));
    expect(publicView(doc).present).toBe(2);
  });

  it('leaves out whom a facilitator took out', async () => {
    const { s, code, doc, open } = await held();
    const { id } = granted(await signInByPhone(s, code, phone(1), { building: '乱写', name: '', consent: false }));
    open.remove(id);
    granted(await signInByPhone(s, code, phone(2), { building: '3号楼', name: '', consent: false }));
    expect(readArrivals(doc).map(({ building }) => building)).toEqual(['3号楼']);
  });
});

describe('the doors of the neighbourhood', () => {
  it('are looked at before they are brought in, and come in once', async () => {
    const { s } = await held();
    const before = (await listHouseholds(s, COMMUNITY.id)).length;
    const text = '21-1-101\n21-1-102\n看不懂';
    expect(await importHouseholds(s, caller('staff'), text, false)).toMatchObject({
      read: 2,
      fresh: 2,
      bad: [{ line: 3 }]
    });
    expect(await listHouseholds(s, COMMUNITY.id)).toHaveLength(before);
    for (let n = 0; n < 2; n++) await importHouseholds(s, caller('staff'), text, true);
    expect(await listHouseholds(s, COMMUNITY.id)).toHaveLength(before + 2);
    expect(await importHouseholds(s, caller('facilitator'), text, true)).toEqual({ refused: 'right/missing' });
  });
});
