import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { MEETING_KINDS } from '$lib/domain/meetings/kind';
import {
  getMeeting,
  repairPhases,
  listMeetings,
  meetingByCode,
  meetingKind,
  openMeeting,
  planMeeting
} from '../../../server/meetings';
import { VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { granted, holdMeeting } from './support';

async function ground() {
  const made = await makeGround();
  made.hub.register(meetingKind(made));
  return made;
}
const facilitator = caller('facilitator');

describe('planning a meeting', () => {
  it('takes the client’s id and fills the document from the kind’s template', async () => {
    const s = await ground();
    const id = randomUUID();
    const venueId = VENUES[0].id;
    const row = granted(await planMeeting(s, facilitator, { id, title: '门前', kind: 'grid', venueId }));
    expect(row).toMatchObject({ id, phase: 'prepare', startsAt: s.now().toISOString(), epoch: 1 });
    expect(row.code).toMatch(/^[a-z2-9]{6}$/);
    const document = openMeetingDocument(s.hub.doc(meetingDocument(id)));
    expect(document.meta()).toMatchObject({ title: '门前', kind: 'grid', venueId, phase: 'prepare' });
    expect(document.agenda().map((step) => step.title)).toEqual(row.agenda.map((step) => step.title));
    expect((await meetingByCode(s, row.code))?.id).toBe(id);
    expect((await meetingByCode(s, ` ${row.code.toUpperCase()} `))?.id).toBe(id);
    for (const code of ['aaaaaa', '', "' OR 1=1"]) expect(await meetingByCode(s, code)).toBeNull();
  });

  it('does nothing the second time, and refuses another plan under the same id', async () => {
    const s = await ground();
    const plan = { id: randomUUID(), title: '门前', kind: 'stool' as const };
    const row = granted(await planMeeting(s, facilitator, plan));
    expect(granted(await planMeeting(s, facilitator, plan))).toEqual(row);
    expect(openMeetingDocument(s.hub.doc(meetingDocument(plan.id))).agenda()).toHaveLength(row.agenda.length);
    expect(await planMeeting(s, facilitator, { ...plan, title: '别的' })).toEqual({ refused: 'meeting/exists' });
    const stranger = caller('facilitator', { communityId: 'elsewhere' });
    expect(await planMeeting(s, stranger, plan)).toEqual({ refused: 'meeting/exists' });
  });

  it('is for those who may plan, at a place of their community', async () => {
    const s = await ground();
    for (const who of ['informant', 'partner'])
      expect(await planMeeting(s, caller(who), { title: '门前', kind: 'stool' })).toEqual({ refused: 'right/missing' });
    expect(await planMeeting(s, facilitator, { title: '门前', kind: 'stool', venueId: randomUUID() })).toEqual({
      refused: 'input/invalid',
      fields: { venueId: 'field/unfit' }
    });
  });

  it('refuses what no meeting can be planned with, and names the fields', async () => {
    const s = await ground();
    const plan = { title: '门前', kind: 'stool' as const };
    for (const [wrong, fields] of [
      [{ id: 'not-an-id' }, { id: 'field/unfit' }],
      [{ title: '  ' }, { title: 'field/missing' }],
      [{ title: '长'.repeat(201) }, { title: 'field/too-long' }],
      [{ startsAt: '明天' }, { startsAt: 'field/unfit' }],
      [{ agenda: [{ title: '长'.repeat(201), minutes: 5 }] }, { agenda: 'field/too-long' }]
    ] as const)
      expect(await planMeeting(s, facilitator, { ...plan, ...wrong })).toEqual({ refused: 'input/invalid', fields });
    expect(granted(await listMeetings(s, facilitator)).meetings).toEqual([]);
  });

  it('fills the document at the next start, or on opening, where the process died in between', async () => {
    const s = await ground();
    for (const heal of [(id: string) => openMeeting(s, facilitator, id).then(granted), () => repairPhases(s)]) {
      const id = randomUUID();
      s.hub.broken = true;
      await expect(planMeeting(s, facilitator, { id, title: '门前', kind: 'stool' })).rejects.toThrow('died');
      s.hub.broken = false;
      const document = openMeetingDocument(s.hub.doc(meetingDocument(id)));
      expect(document.meta().title).toBe('');
      await heal(id);
      expect(document.meta().title).toBe('门前');
      expect(document.agenda().length).toBeGreaterThan(2);
    }
  });

  it.each(MEETING_KINDS)('knows the kind %s', async (kind) => {
    const s = await ground();
    expect(granted(await planMeeting(s, facilitator, { title: '门前', kind, locale: 'en' })).kind).toBe(kind);
  });
});

describe('opening and finding meetings', () => {
  it('begins a planned one, in the row and in the document, and again changes nothing', async () => {
    const { ground: s, id, document } = await holdMeeting();
    expect(granted(await openMeeting(s, caller('staff'), id)).phase).toBe('live');
    expect(document.meta().phase).toBe('live');
    document.setPhase('readback');
    granted(await openMeeting(s, facilitator, id));
    expect(document.meta().phase).toBe('readback');
    expect(await openMeeting(s, caller('informant'), id)).toEqual({ refused: 'right/missing' });
    expect(await openMeeting(s, facilitator, randomUUID())).toEqual({ refused: 'meeting/absent' });
  });

  it('lists the latest first, a page at a time, with the counts of what was written', async () => {
    const s = await ground();
    for (let n = 1; n <= 5; n++)
      granted(
        await planMeeting(s, facilitator, { title: `第${n}场`, kind: 'stool', startsAt: `2026-11-2${n}T02:00:00Z` })
      );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = granted(await listMeetings(s, caller('informant'), { limit: 2, ...(cursor ? { cursor } : {}) }));
      seen.push(...page.meetings.map((line) => line.title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['第5场', '第4场', '第3场', '第2场', '第1场']);
    expect(await listMeetings(s, facilitator, { cursor: 'x' })).toMatchObject({ refused: 'input/invalid' });
    expect(await listMeetings(s, caller('partner'))).toEqual({ refused: 'right/missing' });
    expect(granted(await listMeetings(s, caller('staff', { communityId: 'elsewhere' }))).meetings).toEqual([]);
  });

  it('counts entries and issues, and shows one meeting to whoever may read', async () => {
    const { ground: s, id, document, settle } = await holdMeeting();
    document.addEntry({ kind: 'voice', speaker: '甲', text: '一', by: 'x' });
    document.addIssue({ title: '二' });
    await settle();
    const { meetings } = granted(await listMeetings(s, facilitator));
    expect(meetings[0]).toMatchObject({ id, entries: 1, issues: 1 });
    expect(granted(await getMeeting(s, caller('informant'), id)).id).toBe(id);
    expect(await getMeeting(s, caller('partner'), id)).toEqual({ refused: 'right/missing' });
    expect(await getMeeting(s, caller('staff', { communityId: 'elsewhere' }), id)).toEqual({
      refused: 'meeting/absent'
    });
  });
});

describe('the document of a meeting', () => {
  it('is opened by those who hold meetings, and by nobody else, not even to read', async () => {
    const { ground: s, name } = await holdMeeting();
    const kind = meetingKind(s);
    const right = async (who: string) => (await kind.open(caller(who), name))?.right;
    for (const who of ['admin', 'secretary', 'staff', 'facilitator']) expect(await right(who)).toBe('edit');
    for (const who of ['informant', 'partner']) expect(await right(who)).toBe('none');
  });

  it('is not there for another community, for an id nobody planned, or under another name', async () => {
    const { ground: s, name } = await holdMeeting();
    const kind = meetingKind(s);
    expect(await kind.open(caller('staff', { communityId: 'elsewhere' }), name)).toBeNull();
    expect(await kind.open(facilitator, `meeting/${randomUUID()}`)).toBeNull();
    expect(await kind.epoch(`meeting/${randomUUID()}`)).toBeNull();
    expect(await kind.epoch(name)).toBe(1);
    for (const other of [`${name}/private`, 'meeting/', 'meeting/../x', `x${name}`])
      expect(kind.matches(other)).toBe(false);
  });
});
