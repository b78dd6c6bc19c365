import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { ownUndo } from '$lib/document/own-undo';
import { projection } from '$lib/document/projection';
import { publicView } from '$lib/document/public-view';
import { acts, meet, perform, replicaOf, seededDoc } from './support/arbitrary';

const voice = (text: string) => ({ kind: 'voice', speaker: '3号楼', text, by: 'wang' }) as const;

function tabletOf(doc: Y.Doc) {
  const document = replicaOf(doc);
  return { document, undo: ownUndo(document.doc, 0) };
}

/** Two tablets that both have one line, which a third wrote. */
function withLine(text = '灯坏了') {
  const base = replicaOf(seededDoc());
  const entry = base.addEntry(voice(text));
  return { entry, wang: tabletOf(base.doc), li: tabletOf(base.doc) };
}

describe('undo', () => {
  it('takes back one’s own acts and leaves every other tablet’s', () => {
    fc.assert(
      fc.property(acts(12), acts(12), (mine, theirs) => {
        const base = seededDoc();
        const [{ document, undo }, other] = [tabletOf(base), replicaOf(base)];
        const written = theirs.map((act, n) => other.addEntry(voice(`别人${n}${act.text}`)));
        mine.forEach((act) => document.addEntry(voice(`自己${act.text}`)));
        meet([document, other]);
        while (undo.undo());
        const ids = document.entries().map(({ id }) => id);
        expect(ids.sort()).toEqual([...written].sort());
        for (const [n, id] of written.entries()) expect(document.entry(id)!.text).toBe(`别人${n}${theirs[n]!.text}`);
      }),
      { numRuns: 60 }
    );
  });

  it('leads back to where one began while nobody else wrote, whatever one did', () => {
    fc.assert(
      fc.property(acts(15), acts(8), (before, done) => {
        const base = replicaOf(seededDoc());
        before.forEach((act) => perform(base, act));
        const { document, undo } = tabletOf(base.doc);
        done.forEach((act) => perform(document, act));
        // Typing straight into a shared text is the field’s act; here only the document’s own writers are tracked.
        fc.pre(!done.some(({ what }) => what === 'type'));
        while (undo.undo());
        expect(publicView(document.doc)).toEqual(publicView(base.doc));
      }),
      { numRuns: 100 }
    );
  });

  it('of a line that another has written in takes one’s own words and leaves theirs', () => {
    const [{ document, undo }, other] = [tabletOf(seededDoc()), replicaOf(seededDoc())];
    const entry = document.addEntry(voice('灯坏了'));
    meet([document, other]);
    other.entryText(entry)!.insert(3, '半个月');
    meet([document, other]);
    undo.undo();
    meet([document, other]);
    for (const tablet of [document, other]) {
      expect(tablet.entry(entry)).toMatchObject({ text: '半个月', speaker: '3号楼', kind: 'voice' });
      expect(projection(tablet.doc).misfits).toEqual([]);
    }
    undo.redo();
    expect(document.entry(entry)!.text).toContain('灯坏了');
    expect(document.entry(entry)!.text).toContain('半个月');
  });
});

describe('a line that is taken out', () => {
  it('is gone from every list, every view and the tables, and is not to be written in', () => {
    const { entry, wang, li } = withLine('不该记的话');
    wang.document.removeEntry(entry);
    meet([wang.document, li.document]);
    for (const { document } of [wang, li]) {
      expect([document.entry(entry), document.entryText(entry), document.issueFromEntry(entry)]).toEqual([
        null,
        null,
        null
      ]);
      document.setEntry(entry, { speaker: '别人' });
      expect(JSON.stringify([publicView(document.doc), projection(document.doc)])).not.toContain('不该记的话');
    }
  });

  it('comes back by undo with the words another typed into it before', () => {
    const { entry, wang, li } = withLine();
    li.document.entryText(entry)!.insert(3, '半个月');
    meet([wang.document, li.document]);
    wang.document.removeEntry(entry);
    expect(wang.document.entry(entry)).toBeNull();
    wang.undo.undo();
    expect(wang.document.entry(entry)!.text).toBe('灯坏了半个月');
    wang.undo.redo();
    expect(wang.document.entry(entry)).toBeNull();
  });

  it('stands again with every word when another was typing in it at the same moment', () => {
    const word = fc.string({ unit: fc.constantFrom('灯', '坏', 'a', '👵'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.boolean(), (words, undone) => {
        const { entry, wang, li } = withLine();
        wang.document.removeEntry(entry);
        for (const typed of words) li.document.entryText(entry)!.insert(3, typed);
        if (undone) wang.undo.undo();
        meet([wang.document, li.document]);
        for (const { document } of [wang, li])
          expect(document.entry(entry)?.text).toBe(`灯坏了${[...words].reverse().join('')}`);
      }),
      { numRuns: 60 }
    );
  });

  it('takes no issue with it, and an issue taken out leaves its line free and loses nothing typed', () => {
    const { entry, wang, li } = withLine();
    const issue = wang.document.issueFromEntry(entry)!;
    meet([wang.document, li.document]);
    wang.document.removeIssue(issue);
    meet([wang.document, li.document]);
    expect(li.document.issues()).toEqual([]);
    expect(li.document.entry(entry)!.issueId).toBeNull();
    wang.undo.undo();
    meet([wang.document, li.document]);
    expect(li.document.entry(entry)!.issueId).toBe(issue);
    wang.document.removeIssue(issue);
    li.document.issueText(issue, 'detail')!.insert(0, '从三楼到一楼都黑');
    meet([wang.document, li.document]);
    expect(wang.document.issue(issue)).toMatchObject({ title: '灯坏了', detail: '从三楼到一楼都黑' });
    wang.document.removeEntry(entry);
    expect(wang.document.issues().map(({ id }) => id)).toEqual([issue]);
  });
});
