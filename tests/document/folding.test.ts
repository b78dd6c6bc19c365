import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MarksDocument, readMarks } from '$lib/document/marks';
import { OWN } from '$lib/document/meeting-document';
import { dismissedPairs, mergeSpeech, notTheSame } from '$lib/document/merging';
import { ownUndo } from '$lib/document/own-undo';
import { publicView } from '$lib/document/public-view';
import { readScribe, setScribe } from '$lib/document/scribe';
import { standingOf } from '$lib/domain/meetings/marks';
import { sameSpeech, sameSpeeches } from '$lib/domain/meetings/same-speech';
import { hostileDoc, meet, replicaOf, seededDoc } from './support/arbitrary';

const at = '2026-11-23T11:00:00.000Z';

/** Two tablets with one speech written twice, one fuller. */
function twice(short = '楼道的灯坏了半个月没人修', full = '楼道的灯坏了半个月没人修，老人下楼看不见') {
  const base = replicaOf(seededDoc());
  const a = base.addEntry({ kind: 'voice', speaker: '', text: short, by: '王', at });
  const b = base.addEntry({ kind: 'voice', speaker: '林奶奶', text: full, by: '李', at });
  return { a, b, base, one: replicaOf(base.doc), other: replicaOf(base.doc) };
}
const pairOf = (replica: ReturnType<typeof replicaOf>) => sameSpeeches(replica.entries(), () => false)[0]!;

describe('merging one speech that was written twice', () => {
  it('leaves the fuller line, with the issue, pictures and marks of both', () => {
    const { base, a, b } = twice();
    const issueId = base.issueFromEntry(a)!;
    base.addPhoto({ id: 'photo', kind: 'photo', takenAt: at, by: '王', entryId: a });
    new MarksDocument(base.doc, OWN).dissent(`entries/${a}`, { who: '葛大爷', text: '只有三天', at, by: '王' });
    mergeSpeech(base.doc, pairOf(base), OWN);
    expect(base.entries()).toMatchObject([{ id: b, speaker: '林奶奶', issueId }]);
    expect(base.issue(issueId)?.entryIds.sort()).toEqual([a, b].sort());
    expect(base.photos()[0]?.entryId).toBe(b);
    expect(readMarks(base.doc)[0]?.target).toBe(`entries/${b}`);
  });

  it('keeps every word that only one of them has', () => {
    const { base } = twice(
      '楼道的灯坏了半个月没人修，物业电话打不通',
      '楼道的灯坏了半个月没人修，老人小孩下楼看不见路'
    );
    const pair = sameSpeech(base.entries()[0]!, base.entries()[1]!)!;
    expect(pair.adds).toBe(true);
    mergeSpeech(base.doc, pair, OWN);
    const [line] = base.entries();
    expect(line?.text).toContain('物业电话打不通');
    expect(line?.text).toContain('看不见路');
  });

  it('leaves one line and not none when two tablets merge at the same time, apart', () => {
    const { one, other, b } = twice();
    mergeSpeech(one.doc, pairOf(one), OWN);
    mergeSpeech(other.doc, pairOf(other), OWN);
    meet([one, other]);
    for (const replica of [one, other]) expect(replica.entries().map(({ id }) => id)).toEqual([b]);
  });

  it('brings back a line in which somebody was typing while another tablet merged it away', () => {
    const { one, other, a, b } = twice();
    mergeSpeech(one.doc, pairOf(one), OWN);
    const text = other.entryText(a)!;
    text.insert(text.length, '，昨天又摔了一个人，这次一定要马上修好');
    meet([one, other]);
    for (const replica of [one, other]) {
      expect(
        replica
          .entries()
          .map(({ id }) => id)
          .sort()
      ).toEqual([a, b].sort());
      expect(replica.entry(a)?.text).toContain('昨天又摔了一个人');
    }
  });

  it('is one act of undo', () => {
    const { base } = twice();
    const undo = ownUndo(base.doc, 0);
    const before = base.entries();
    undo.stopCapturing();
    mergeSpeech(base.doc, pairOf(base), OWN);
    undo.undo();
    expect(base.entries()).toEqual(before);
  });

  it('is not offered again to any tablet once one has said that they differ', () => {
    const { one, other, a, b } = twice();
    notTheSame(one.doc, b, a, OWN);
    meet([one, other]);
    expect(dismissedPairs(other.doc)(a, b)).toBe(true);
    expect(dismissedPairs(other.doc)(a, 'c')).toBe(false);
  });
});

describe('what was said of a line at the readback', () => {
  it('holds for the words that were read out and no longer', () => {
    const replica = replicaOf(seededDoc());
    const id = replica.addEntry({ kind: 'voice', speaker: '', text: '灯坏了', by: '王', at });
    const marks = new MarksDocument(replica.doc, OWN);
    const standing = () => standingOf(`entries/${id}`, replica.entry(id)!.text, readMarks(replica.doc));
    marks.confirm([{ target: `entries/${id}`, words: '灯坏了' }], at, '王');
    expect(standing().confirmed).toBe(true);
    replica.entryText(id)!.insert(3, '三天');
    expect(standing().confirmed).toBe(false);
    marks.confirm([{ target: `entries/${id}`, words: '灯坏了三天' }], at, '李');
    expect(standing().confirmed).toBe(true);
    expect(readMarks(replica.doc)).toHaveLength(1);
  });

  it('keeps a dissent beside the line in the public view, and everybody’s when tablets were apart', () => {
    const base = replicaOf(seededDoc());
    const id = base.addIssue({ title: '装充电桩' });
    const [one, other] = [replicaOf(base.doc), replicaOf(base.doc)];
    const say = (replica: typeof one, who: string, text: string) =>
      new MarksDocument(replica.doc, OWN).dissent(`issues/${id}`, { who, text, at, by: '王' });
    say(one, '葛大爷', '怕着火');
    const wrong = say(other, '林奶奶', '打 13812345678 问我');
    meet([one, other]);
    expect(
      publicView(one.doc)
        .issues[0]?.dissents.map(({ who }) => who)
        .sort()
    ).toEqual(['林奶奶', '葛大爷']);
    expect(JSON.stringify(publicView(other.doc))).not.toContain('13812345678');
    new MarksDocument(one.doc, OWN).remove(wrong);
    expect(publicView(one.doc).issues[0]?.dissents.map(({ who }) => who)).toEqual(['葛大爷']);
  });

  it('is read without a throw from whatever somebody has written', () => {
    fc.assert(
      fc.property(hostileDoc, (doc) => {
        readMarks(doc);
        readScribe(doc);
        dismissedPairs(doc)('a', 'b');
      })
    );
  });
});

it('the scribe’s seat is whoever took it last, on every tablet the same', () => {
  const base = replicaOf(seededDoc());
  const [one, other] = [replicaOf(base.doc), replicaOf(base.doc)];
  setScribe(one.doc, { accountId: 'w', name: '王', at }, 'leading');
  setScribe(other.doc, { accountId: 'l', name: '李', at }, 'leading');
  meet([one, other]);
  expect(readScribe(one.doc)).toEqual(readScribe(other.doc));
  expect(readScribe(new Y.Doc())).toBeNull();
});
