import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { differences } from '$lib/document/differences';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { decideAside, meetingRecord } from '../../../server/meetings';
import type { Quarantined } from '../../../server/collab';
import { caller, makeGround } from '../../support/ground';
import { granted, holdMeeting, writeIssue } from './support';

const piece = (id: number, over: Partial<Quarantined> = {}): Quarantined => ({
  id,
  at: '2026-11-23T02:00:00.000Z',
  accountId: caller('facilitator2').accountId,
  deviceId: 'another',
  clientId: 7,
  bytes: 12,
  reason: 'foreign-client-id',
  decision: null,
  decidedAt: null,
  decidedBy: null,
  ...over
});

/** A meeting with a line and an issue, and a tablet whose words were put aside: a line more, one changed, one taken out. */
async function withPutAside() {
  const held = await holdMeeting();
  const { ground, document } = held;
  const line = document.addEntry({ kind: 'voice', speaker: '3号楼', text: '灯坏了', by: 'x' });
  const gone = document.addEntry({ kind: 'voice', speaker: '5号楼', text: '水也停了', by: 'x' });
  const issue = writeIssue(document, { title: '修灯' });
  const theirs = held.away();
  theirs.addEntry({ kind: 'voice', speaker: '赵大妈', text: '电梯也坏了', by: 'x' });
  theirs.doc.getMap<Y.Map<unknown>>('entries').get(line)!.set('text', new Y.Text(''));
  theirs.doc.getMap('entries').delete(gone);
  theirs.setIssue(issue, { ownerId: null });
  const asked: unknown[] = [];
  ground.hub.quarantine = [
    piece(3),
    piece(2, { reason: 'gap' }),
    piece(1, { decision: 'left', decidedAt: '2026-11-23T02:05:00.000Z', decidedBy: caller('staff').accountId })
  ];
  ground.hub.readWith = async (_name, ids, read) => {
    asked.push(ids);
    return read(theirs.doc, 0);
  };
  ground.hub.decide = async (...decision) => asked.push(decision) && 2;
  return { ...held, line, gone, issue, asked };
}

describe('what a tablet sent and was put aside', () => {
  it('is read in the office as lines and changed fields beside today’s, one tablet at a time', async () => {
    const { ground, id, line, gone, issue, asked } = await withPutAside();
    const { aside, asideDecided } = granted(await meetingRecord(ground, caller('staff'), id));
    expect(asked).toEqual([[3, 2]]);
    expect(aside).toMatchObject([{ ids: [3, 2], accountName: caller('facilitator2').name, more: 0, left: 0 }]);
    expect(aside[0]!.differences).toEqual([
      {
        root: 'entries',
        id: line,
        kind: 'changed',
        words: '3号楼 · 灯坏了',
        fields: [{ key: 'text', now: '灯坏了', then: '' }]
      },
      { root: 'entries', id: gone, kind: 'gone', words: '5号楼 · 水也停了', fields: [] },
      expect.objectContaining({ root: 'entries', kind: 'new', words: '赵大妈 · 电梯也坏了' }),
      {
        root: 'issues',
        id: issue,
        kind: 'changed',
        words: '修灯',
        fields: [{ key: 'ownerId', now: '暖巢物业公司', then: '' }]
      }
    ]);
    expect(asideDecided).toMatchObject([{ decision: 'left', decidedBy: caller('staff').name }]);
  });

  it('is decided by the office of that community alone', async () => {
    const { ground, id, asked } = await withPutAside();
    const decision = { ids: [3, 2], decision: 'taken' as const };
    for (const who of ['facilitator', 'informant', 'partner'])
      expect(await decideAside(ground, caller(who), id, decision)).toEqual({ refused: 'right/missing' });
    expect(await decideAside(ground, caller('staff', { communityId: 'elsewhere' }), id, decision)).toEqual({
      refused: 'meeting/absent'
    });
    expect(asked).toEqual([]);
    expect(await decideAside(ground, caller('secretary'), id, decision)).toEqual({ decided: 2 });
    expect(asked).toEqual([[`meeting/${id}`, [3, 2], 'taken', caller('secretary').accountId]]);
  });

  it('that was decided meanwhile is refused, and nothing happens', async () => {
    const { id } = await holdMeeting();
    const ground = await makeGround();
    expect(await decideAside(ground, caller('staff'), id, { ids: [1], decision: 'left' })).toEqual({
      refused: 'meeting/absent'
    });
    const held = await holdMeeting();
    expect(await decideAside(held.ground, caller('staff'), held.id, { ids: [1], decision: 'left' })).toEqual({
      refused: 'aside/decided'
    });
  });
});

describe('differences of two states', () => {
  it('are none between equal ones, whatever shapes stand in them', () => {
    const doc = new Y.Doc();
    doc.getMap('entries').set('a', 7);
    doc.getMap('entries').set('b', new Y.Map([['text', new Y.Map()]]));
    doc.getMap('meta').set('title', new Y.Text('会'));
    const same = new Y.Doc();
    Y.applyUpdate(same, Y.encodeStateAsUpdate(doc));
    expect(differences(doc, same)).toEqual([]);
    openMeetingDocument(same).addEntry({ kind: 'voice', speaker: '', text: '一句', by: 'x' });
    same.getMap('meta').set('phase', 'readback');
    expect(differences(doc, same).map(({ root, kind, words }) => [root, kind, words])).toEqual([
      ['meta', 'new', 'readback'],
      ['entries', 'new', '一句']
    ]);
    expect(differences(same, doc).map(({ kind }) => kind)).toEqual(['gone', 'gone']);
  });
});
