import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { joinDocuments } from '$lib/document/join-documents';
import { MeetingDocument } from '$lib/document/meeting-document';
import { acts, hostileDoc, perform, replicaOf, seededDoc } from './support/arbitrary';

function written(work: Parameters<typeof perform>[1][]): MeetingDocument {
  const document = replicaOf(seededDoc());
  work.forEach((act) => perform(document, act));
  return document;
}
const texts = (document: MeetingDocument) => new Map(document.entries().map((entry) => [entry.id, entry.text]));

describe('two meetings that were one', () => {
  it('have every line and every issue of both afterwards, each once, however often they are joined', () => {
    fc.assert(
      fc.property(acts(15), acts(15), (ones, others) => {
        const [from, into] = [written(ones), written(others)];
        const before = new Map([...texts(into), ...texts(from)]);
        const issues = new Set([...into.issues(), ...from.issues()].map(({ id }) => id));
        joinDocuments(from.doc, into.doc);
        expect(texts(into)).toEqual(before);
        expect(new Set(into.issues().map(({ id }) => id))).toEqual(issues);
        const once = JSON.stringify(into.doc.toJSON());
        joinDocuments(from.doc, into.doc);
        expect(JSON.stringify(into.doc.toJSON())).toBe(once);
      }),
      { numRuns: 150 }
    );
  });

  it('list the issues that came after those that stood, in their own order', () => {
    const [from, into] = [written([]), written([])];
    for (const title of ['甲', '乙']) into.addIssue({ title });
    for (const title of ['丙', '丁', '戊']) from.addIssue({ title });
    from.moveIssue(from.issues()[2]!.id, 'up');
    joinDocuments(from.doc, into.doc);
    expect(into.issues().map(({ title }) => title)).toEqual(['甲', '乙', '丙', '戊', '丁']);
  });

  it('take in what a late tablet wrote on in the old one, and lose none of what was written in the new', () => {
    const [from, into] = [written([]), written([])];
    const id = from.addEntry({ kind: 'voice', speaker: '3号楼', text: '灯坏了', by: 'x' });
    joinDocuments(from.doc, into.doc);
    into.entryText(id)!.insert(0, '听说');
    from.entryText(id)!.insert(3, '半个月');
    joinDocuments(from.doc, into.doc);
    joinDocuments(from.doc, into.doc);
    const text = into.entry(id)!.text;
    expect(text).toContain('听说灯坏了');
    expect(text.split('灯坏了半个月')).toHaveLength(2);
  });

  it('bear any shape', () => {
    fc.assert(
      fc.property(hostileDoc, hostileDoc, (from, into) => {
        joinDocuments(from, into);
        joinDocuments(from, into);
        expect(new MeetingDocument(into).entries()).toBeDefined();
        expect(Y.encodeStateAsUpdate(into).length).toBeGreaterThan(0);
      }),
      { numRuns: 200 }
    );
  });
});
