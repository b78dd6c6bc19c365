import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ROOTS } from '$lib/document/keys';
import { MeetingDocument } from '$lib/document/meeting-document';
import { seedMeeting } from '$lib/document/seed-meeting';
import { touchedRecords } from '$lib/document/touched';
import { acts, meet, perform, replicaOf, seededDoc } from './support/arbitrary';

const voice = (text: string, at = '2026-11-23T11:00:00.000Z') =>
  ({ kind: 'voice', speaker: '3号楼居民', text, by: 'wang', at }) as const;

describe('the diary and the issue list', () => {
  it('carry a line’s words and speaker into its issue, and point to each other', () => {
    const document = replicaOf(seededDoc());
    const entry = document.addEntry(voice('楼道灯坏了'));
    const issue = document.issueFromEntry(entry)!;
    expect(document.issue(issue)).toMatchObject({ title: '楼道灯坏了', raisedBy: '3号楼居民', entryIds: [entry] });
    expect(document.entry(entry)!.issueId).toBe(issue);
    expect(document.issueFromEntry(entry)).toBe(issue);
    expect(document.issues()).toHaveLength(1);
    document.removeIssue(issue);
    expect(document.entry(entry)!.issueId).toBeNull();
    expect(document.issueFromEntry('absent')).toBeNull();
  });

  it('stand in the order of what was said, wherever it was written first', () => {
    const [one, other] = [replicaOf(seededDoc()), replicaOf(seededDoc())];
    const document = replicaOf(seededDoc());
    for (const minute of [5, 1, 3]) document.addEntry(voice(`第${minute}分`, `2026-11-23T11:0${minute}:00.000Z`));
    expect(document.entries().map((entry) => entry.text)).toEqual(['第1分', '第3分', '第5分']);
    expect(one.entries()).toEqual(other.entries());
  });

  it('move an issue one place at a time, and let it stay at the ends', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 40 }), (moves) => {
        const document = replicaOf(seededDoc());
        for (let n = 0; n < 6; n++) document.addIssue({ title: String(n) });
        const expected = document.issues().map(({ id }) => id);
        for (const [n, up] of moves) {
          const id = expected[n]!;
          document.moveIssue(id, up ? 'up' : 'down');
          const to = up ? n - 1 : n + 1;
          if (to >= 0 && to < expected.length) [expected[n], expected[to]] = [expected[to]!, expected[n]!];
          expect(document.issues().map((issue) => issue.id)).toEqual(expected);
        }
      }),
      { numRuns: 60 }
    );
  });

  it('count two supporters who were tapped at once on two tablets', () => {
    const one = replicaOf(seededDoc());
    const issue = one.addIssue({ title: '长椅' });
    const other = replicaOf(one.doc);
    one.addSupporter(issue);
    other.addSupporter(issue);
    other.addSupporter(issue);
    meet([one, other]);
    expect(one.issue(issue)!.supporters).toBe(3);
    one.removeSupporter(issue);
    expect(one.issue(issue)!.supporters).toBe(2);
  });

  it('bear a count of another build, however large, and go on from it', () => {
    const document = replicaOf(seededDoc());
    const issue = document.addIssue({ title: '长椅' });
    const map = document.doc.getMap('issues').get(issue) as Y.Map<unknown>;
    map.set('supporters', 7);
    document.addSupporter(issue);
    expect(document.issue(issue)!.supporters).toBe(8);
    map.set('supporters', 1e12);
    document.addSupporter(issue);
    expect(document.issue(issue)!.supporters).toBeGreaterThan(8);
  });

  it('keep what a newer tablet wrote under names this one does not know', () => {
    const document = replicaOf(seededDoc());
    const entry = document.addEntry(voice('一句'));
    const map = document.doc.getMap('entries').get(entry) as Y.Map<unknown>;
    map.set('mood', '着急');
    map.set('kind', 'song');
    document.setEntry(entry, { speaker: '4号楼' });
    document.issueFromEntry(entry);
    expect(map.get('mood')).toBe('着急');
    expect(document.entry(entry)).toMatchObject({ kind: 'song', speaker: '4号楼' });
  });
});

describe('a new meeting’s document', () => {
  const seed = { title: '议事会', kind: 'stool', venueId: null, startsAt: '2026-11-23T11:00:00.000Z' } as const;

  it('is seeded once, however often the server begins', () => {
    const doc = new Y.Doc();
    const agenda = Array.from({ length: 12 }, (_, n) => ({ title: `第${n}项`, minutes: n }));
    seedMeeting(doc, { ...seed, agenda });
    seedMeeting(doc, { ...seed, title: '另一个', agenda });
    const document = new MeetingDocument(doc);
    expect(document.meta()).toMatchObject({ title: '议事会', phase: 'prepare', schema: 1 });
    expect(document.agenda().map((line) => line.title)).toEqual(agenda.map((line) => line.title));
  });

  it('steps through its agenda with a beginning and an end to each', () => {
    const document = replicaOf(seededDoc());
    const [first, second] = document.agenda().map((line) => line.id);
    document.goToAgenda(first!, '2026-11-23T11:00:00.000Z');
    document.goToAgenda(second!, '2026-11-23T11:10:00.000Z');
    document.goToAgenda(first!, '2026-11-23T11:20:00.000Z');
    expect(document.meta().agendaAt).toBe(first);
    expect(document.agenda()).toMatchObject([
      { startedAt: '2026-11-23T11:00:00.000Z', endedAt: '2026-11-23T11:10:00.000Z' },
      { startedAt: '2026-11-23T11:10:00.000Z', endedAt: '2026-11-23T11:20:00.000Z' }
    ]);
  });
});

describe('what a transaction touched', () => {
  it('names each record that was changed, at whatever depth', () => {
    const document = replicaOf(seededDoc());
    const entry = document.addEntry(voice('一'));
    const issue = document.addIssue({ title: '二' });
    const seen: Set<string>[] = [];
    document.doc.on('afterTransaction', (transaction) => seen.push(touchedRecords(transaction)));
    document.entryText(entry)!.insert(0, 'x');
    document.addSupporter(issue);
    document.setMeta({ title: '三' });
    document.removeEntry(entry);
    expect(seen.map((one) => [...one])).toEqual([
      [`entries/${entry}`],
      [`issues/${issue}`],
      ['meta/title'],
      [`entries/${entry}`]
    ]);
  });

  it('misses none, whatever was done', () => {
    fc.assert(
      fc.property(acts(15), (done) => {
        const document = replicaOf(seededDoc());
        const read = () =>
          Object.fromEntries(
            ROOTS.flatMap((root) =>
              Object.entries(document.doc.getMap(root).toJSON()).map(([id, value]) => [
                `${root}/${id}`,
                JSON.stringify(value)
              ])
            )
          );
        for (const act of done) {
          const before = read();
          const touched = new Set<string>();
          const hear = (transaction: Y.Transaction) => touchedRecords(transaction).forEach((one) => touched.add(one));
          document.doc.on('afterTransaction', hear);
          perform(document, act);
          document.doc.off('afterTransaction', hear);
          const after = read();
          for (const path of new Set([...Object.keys(before), ...Object.keys(after)]))
            if (before[path] !== after[path]) expect(touched).toContain(path);
        }
      }),
      { numRuns: 80 }
    );
  });
});
