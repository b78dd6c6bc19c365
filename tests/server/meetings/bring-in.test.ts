import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { readUnsentFile, writeUnsentFile } from '$lib/document/unsent-file';
import { bringIn, closeMeeting, meetingRecord, planMeeting } from '../../../server/meetings';
import { listItems } from '../../../server/ledger';
import { caller } from '../../support/ground';
import { granted, groundWithHub } from './support';

async function ground() {
  const s = await groundWithHub();
  const { hub } = s;
  const id = randomUUID();
  granted(await planMeeting(s, caller('facilitator'), { id, title: '门前', kind: 'stool' }));
  const name = meetingDocument(id);
  /** The copy on a tablet that then goes away. */
  const tablet = new Y.Doc();
  const state = await hub.read(name, (doc) => Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(tablet, state!);
  const file = (over: object = {}) =>
    writeUnsentFile(tablet, { meetingId: id, epoch: 1, title: '门前', madeAt: s.now().toISOString(), ...over });
  const texts = () =>
    hub.read(name, (doc) =>
      openMeetingDocument(doc)
        .entries()
        .map((entry) => entry.text)
    );
  return { s, id, name, tablet, file, texts };
}
const say = (doc: Y.Doc, text: string) =>
  openMeetingDocument(doc).addEntry({ kind: 'voice', speaker: '3号楼', text, by: 'x' });

describe('a tablet’s saved file', () => {
  it('joins its meeting once, however often it is brought in, and whether or not the tablet comes back', async () => {
    const { s, id, name, tablet, file, texts } = await ground();
    say(tablet, '平板坏之前记的');
    openMeetingDocument(tablet).addIssue({ title: '修灯' });
    expect(await bringIn(s, caller('staff'), id, file())).toEqual({ entries: 1, issues: 1, changed: 0 });
    expect(await bringIn(s, caller('staff'), id, file())).toEqual({ entries: 0, issues: 0, changed: 0 });
    say(tablet, '修好以后接着记的');
    await s.hub.change(name, (doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(tablet)));
    expect(await texts()).toEqual(['平板坏之前记的', '修好以后接着记的']);
  });

  it('brought after the close comes as what came late', async () => {
    const { s, id, tablet, file } = await ground();
    granted(await closeMeeting(s, caller('facilitator'), id));
    openMeetingDocument(tablet).addIssue({ title: '散会后才找到的' });
    granted(await bringIn(s, caller('staff'), id, file()));
    const { items } = granted(await listItems(s, caller('staff'), { late: true }));
    expect(items.map((item) => item.title)).toEqual(['散会后才找到的']);
  });

  it('may be brought in at another tablet, and the office reads who did it, once for what it brought', async () => {
    const { s, id, tablet, file } = await ground();
    say(tablet, '平板坏之前记的');
    for (let times = 0; times < 2; times++) granted(await bringIn(s, caller('facilitator2'), id, file()));
    const record = granted(await meetingRecord(s, caller('staff'), id));
    expect(record.tabletFiles).toMatchObject([
      { accountName: caller('facilitator2').name, entries: 1, issues: 0, changed: 0, at: s.now().toISOString() }
    ]);
    expect(granted(await meetingRecord(s, caller('facilitator'), id)).tabletFiles).toEqual([]);
  });

  it('is taken from those who write meetings, for the meeting and the history it is of', async () => {
    const { s, id, file } = await ground();
    for (const who of ['informant', 'partner'])
      expect(await bringIn(s, caller(who), id, file())).toEqual({ refused: 'right/missing' });
    expect(await bringIn(s, caller('staff'), randomUUID(), file())).toEqual({ refused: 'meeting/absent' });
    expect(await bringIn(s, caller('staff'), id, file({ meetingId: randomUUID() }))).toEqual({
      refused: 'file/other-meeting'
    });
    expect(await bringIn(s, caller('staff'), id, file({ epoch: 2 }))).toEqual({ refused: 'file/other-meeting' });
  });

  it('that is broken changes nothing', async () => {
    const { s, id, tablet, file, texts } = await ground();
    say(tablet, '一句');
    const whole = file();
    const half = new Y.Doc();
    say(half, '没有前面的');
    const later = Y.encodeStateVector(half);
    say(half, '后面的');
    const gap = JSON.stringify({
      ...JSON.parse(whole),
      update: Buffer.from(Y.encodeStateAsUpdate(half, later)).toString('base64')
    });
    for (const broken of ['', '{}', 'null', whole.slice(0, -20), whole.replace('"version":1', '"version":2'), gap])
      expect(await bringIn(s, caller('staff'), id, broken)).toEqual({ refused: 'file/unfit' });
    expect(await texts()).toEqual([]);
  });

  it('says what the tablet had', () => {
    const doc = new Y.Doc();
    say(doc, '一'.repeat(20_000));
    const read = readUnsentFile(writeUnsentFile(doc, { meetingId: 'm', epoch: 3, title: 't', madeAt: 'now' }));
    expect(read).toMatchObject({ meetingId: 'm', epoch: 3, title: 't', madeAt: 'now' });
    const again = new Y.Doc();
    Y.applyUpdate(again, read!.update);
    expect(again.getMap('entries').toJSON()).toEqual(doc.getMap('entries').toJSON());
  });
});
