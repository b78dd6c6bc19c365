import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument, type MeetingDocument } from '$lib/document/meeting-document';
import { listItems } from '../../../server/ledger';
import { closeMeeting, repairPhases, meetingRecord, planMeeting } from '../../../server/meetings';
import { meeting } from '../../../server/meetings/tables';
import { caller } from '../../support/ground';
import { granted, groundWithHub, rewrite, writeIssue, issueIdOf } from './support';

// The same, on the real hub with its journal: it settles a document while the meeting's verbs read and change it.

it('a meeting on the real hub is planned, written, closed, and takes in what comes late', async () => {
  const s = await groundWithHub();
  const { hub } = s;
  const id = randomUUID();
  const name = meetingDocument(id);
  const write = (work: (document: MeetingDocument) => void) =>
    hub.change(name, (doc) => work(openMeetingDocument(doc, 'test')));
  const phase = () => hub.read(name, (doc) => openMeetingDocument(doc).meta().phase);

  granted(await planMeeting(s, caller('facilitator'), { id, title: '门前', kind: 'stool' }));
  let promised = '';
  await write((document) => (promised = writeIssue(document, { title: '换灯' })));
  const closes = await Promise.all(['facilitator', 'staff'].map((who) => closeMeeting(s, caller(who), id)));
  expect(closes.map((closed) => granted(closed).items.map(issueIdOf))).toEqual([[promised], [promised]]);
  expect(await phase()).toBe('closed');

  await write((document) => {
    document.addIssue({ title: '晚到的' });
    rewrite(document, promised, 'title', '换成声控灯');
    document.setPhase('readback');
  });
  await hub.settle(name);
  await vi.waitFor(async () => expect(await phase()).toBe('closed'));
  expect(granted(await listItems(s, caller('staff'), { late: true })).items.map((line) => line.title)).toEqual([
    '晚到的'
  ]);
  const record = granted(await meetingRecord(s, caller('staff'), id));
  expect(record.lateChanges.map((change) => change.tabletValue)).toEqual(['换成声控灯']);

  await repairPhases(s);
  expect(await s.store.q.select().from(meeting).get()).toMatchObject({ phase: 'closed', documentPhase: 'closed' });
});
