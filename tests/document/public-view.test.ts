import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MeetingDocument } from '$lib/document/meeting-document';
import { PollsDocument } from '$lib/document/polls';
import { projection } from '$lib/document/projection';
import { publicView } from '$lib/document/public-view';
import { SpeakersDocument } from '$lib/document/queue';
import { acts, hostileDoc, perform, replicaOf, seededDoc } from './support/arbitrary';

/** Numbers by choice: their keys are choices. */
const TALLIES = new Set(['total', 'hands', 'phones']);
const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        TALLIES.has(key) ? [key] : [...(Array.isArray(value) ? [] : [key]), ...keysOf(inner)]
      )
    : [];

const PUBLIC = new Set([
  ...['title', 'kind', 'venueId', 'startsAt', 'phase', 'spotlight', 'agendaAt', 'agenda', 'entries', 'issues'],
  ...['present', 'id', 'minutes', 'startedAt', 'endedAt', 'at', 'speaker', 'text', 'issueId', 'detail', 'category'],
  ...['tier', 'outcome', 'answer', 'ownerId', 'dueOn', 'raisedBy', 'supporters', 'confirmedAt'],
  // The agenda's clock and who has the floor, by the name in the queue and nothing else of the queue.
  ...['countedFrom', 'carried', 'speakerNow', 'waiting', 'photo', 'phonesOpen'],
  // Polls: numbers and choices, neither who counted nor who objected; and how the screen looks.
  ...['polls', 'question', 'open', 'phones', 'choices', 'label', 'voters', 'result', 'total', 'hands', 'ranking'],
  ...['verdicts', 'verdict', 'done', 'notYet'],
  ...['dissents', 'who', 'people', 'groups', 'names', 'building', 'count'],
  // Disputes that both sides agreed to show.
  ...['disputes', 'topic', 'sides', 'name', 'position', 'common', 'agreed', 'checkerId', 'checkOn'],
  ...['objections', 'screen', 'size', 'outdoors', 'frozen']
]);

describe('what the public sees', () => {
  it('has the fields that everybody may see and no others, whatever the document holds', () => {
    fc.assert(
      fc.property(hostileDoc, (doc) => {
        for (const key of keysOf(publicView(doc))) expect(PUBLIC).toContain(key);
      }),
      { numRuns: 500 }
    );
  });

  it('is plain JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileDoc,
          acts(20).map((done) => {
            const replica = replicaOf(seededDoc());
            done.forEach((act) => perform(replica, act));
            return replica.doc;
          })
        ),
        (doc) => {
          const view = publicView(doc);
          expect(JSON.parse(JSON.stringify(view))).toEqual(view);
        }
      ),
      { numRuns: 300 }
    );
  });

  it('says nothing of who is present but how many', () => {
    const doc = seededDoc();
    const person = new Y.Map<unknown>(
      Object.entries({ id: 'p', name: '林奶奶', household: '3-501', phone: '13900000000', role: 'resident' })
    );
    doc.getMap('people').set('p', person);
    new MeetingDocument(doc).addEntry({ kind: 'voice', speaker: '3号楼居民', text: '灯坏了', by: 'account-of-wang' });
    const said = JSON.stringify(publicView(doc));
    expect(publicView(doc).present).toBe(1);
    for (const word of ['林奶奶', '3-501', '139', 'account-of-wang']) expect(said).not.toContain(word);
  });

  it('says who has the floor and nobody who waits, and nobody once the clock was forgotten', () => {
    const doc = seededDoc();
    const speakers = new SpeakersDocument(doc, 'leading');
    const at = '2026-11-23T11:00:00.000Z';
    const first = speakers.add({ name: '3号楼 蓝衣阿姨', askedAt: at });
    speakers.add({ name: '葛大爷', askedAt: at });
    expect(publicView(doc, Date.parse(at)).speakerNow).toBeNull();
    speakers.start(first, at);
    expect(publicView(doc, Date.parse(at) + 60_000).speakerNow).toBe('3号楼 蓝衣阿姨');
    expect(JSON.stringify(publicView(doc, Date.parse(at)))).not.toContain('葛大爷');
    expect(publicView(doc, Date.parse(at) + 31 * 60_000).speakerNow).toBeNull();
  });

  it('says who waits only while the screen is to show it, and no name from a phone before its turn', () => {
    const doc = seededDoc();
    const speakers = new SpeakersDocument(doc, 'leading');
    const at = '2026-11-23T11:00:00.000Z';
    speakers.add({ name: '葛大爷', askedAt: at });
    speakers.add({ name: '来捣乱的', askedAt: '2026-11-23T11:01:00.000Z', from: 'phone' });
    expect(publicView(doc, Date.parse(at)).waiting).toEqual([]);
    new MeetingDocument(doc).setMeta({ spotlight: 'queue' });
    expect(publicView(doc, Date.parse(at)).waiting).toEqual(['葛大爷', null]);
  });

  it('gives the numbers of a poll when it has ended, and never who counted or who objected', () => {
    const doc = seededDoc();
    const polls = new PollsDocument(doc, 'own');
    const at = '2026-11-23T11:00:00.000Z';
    const id = polls.open({ kind: 'consent', question: '装充电桩，打 13812345678 问', phones: true, at });
    polls.count(id, { id: 'tablet', name: '王秀兰' }, 'accept', 5);
    polls.done(id, { id: 'tablet', name: '王秀兰' }, at, true);
    polls.object(id, { name: '葛大爷', reason: '怕着火', at });
    expect(publicView(doc).polls[0]).toMatchObject({ open: true, result: null });
    polls.close(id, at, 12);
    const said = publicView(doc);
    expect(said.polls[0]).toMatchObject({
      open: false,
      result: { total: { accept: 5, object: 0 }, outcome: 'objected', present: 12, short: false }
    });
    for (const word of ['王秀兰', '葛大爷', '怕着火', '13812345678']) expect(JSON.stringify(said)).not.toContain(word);
  });

  it('[V4] says of a poll that it does not count where fewer were present than the community asks for', () => {
    const doc = seededDoc();
    const polls = new PollsDocument(doc, 'own');
    const at = '2026-11-23T11:00:00.000Z';
    const short = (present: number, quorum: number | null) => {
      const id = polls.open({ kind: 'vote', question: '装不装', phones: true, at });
      polls.close(id, at, present, quorum);
      return publicView(doc).polls.find((one) => one.id === id)?.result?.short;
    };
    expect([short(12, 20), short(20, 20), short(0, 20), short(12, null)]).toEqual([true, false, false, false]);
  });

  it('masks a phone number and an identity number in each place where people write', () => {
    const doc = seededDoc();
    const document = new MeetingDocument(doc);
    const [phone, identity] = ['13812345678', '110105199001011234'];
    const secret = `找我${phone}，证号${identity}`;
    document.setMeta({ title: secret });
    document.addAgenda(secret, 5);
    document.addEntry({ kind: 'voice', speaker: secret, text: secret, by: 'me' });
    const speakers = new SpeakersDocument(doc, 'leading');
    const now = '2026-11-23T11:00:00.000Z';
    speakers.start(speakers.add({ name: secret, askedAt: now }), now);
    expect(publicView(doc, Date.parse(now)).speakerNow).toContain('找我');
    const issue = document.addIssue({ title: secret, raisedBy: secret });
    for (const field of ['detail', 'answer'] as const) document.issueText(issue, field)!.insert(0, secret);
    const said = JSON.stringify(publicView(doc, Date.parse(now)));
    expect(said).not.toContain(phone);
    expect(said).not.toContain(identity);
    // The record of the meeting keeps what was written.
    expect(JSON.stringify(projection(doc))).toContain(phone);
  });
});

describe('what the tables take', () => {
  it('bears any shape, names what does not fit, and lets no broken date through', () => {
    fc.assert(
      fc.property(hostileDoc, (doc) => {
        const { issues, misfits, entries } = projection(doc);
        for (const { dueOn, confirmedAt } of issues) {
          if (dueOn !== null) expect(dueOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
          if (confirmedAt !== null) expect(Date.parse(confirmedAt)).not.toBeNaN();
        }
        for (const misfit of misfits) expect(misfit.value.length).toBeLessThanOrEqual(200);
        for (const entry of entries) {
          if (Number.isNaN(Date.parse(entry.at)))
            expect(misfits.map(({ path }) => path)).toContain(`entries/${entry.id}/at`);
        }
      }),
      { numRuns: 500 }
    );
  });

  it('names each place where something else stands than belongs there', () => {
    const doc = seededDoc();
    const entry = new MeetingDocument(doc).addEntry({ kind: 'voice', speaker: '', text: '一', by: 'me' });
    const issue = new MeetingDocument(doc).addIssue({ title: '二' });
    doc.getMap('meta').set('title', { not: 'a title' });
    doc.getMap('meta').set('startsAt', 'some day');
    doc.getMap('agenda').set('lost', '长'.repeat(100_000));
    (doc.getMap('entries').get(entry) as Y.Map<unknown>).delete('at');
    (doc.getMap('issues').get(issue) as Y.Map<unknown>).set('dueOn', '2026-02-30');
    (doc.getMap('issues').get(issue) as Y.Map<unknown>).set('detail', 7);
    doc.getMap('photos').set('p', 1);
    expect(
      projection(doc)
        .misfits.map(({ path }) => path)
        .sort()
    ).toEqual(
      [
        'meta/title',
        'meta/startsAt',
        'agenda/lost',
        `entries/${entry}/at`,
        `issues/${issue}/dueOn`,
        `issues/${issue}/detail`,
        'photos/p'
      ].sort()
    );
    expect(publicView(doc).title).toBe('');
  });

  it('finds nothing amiss in what tablets of ours write', () => {
    fc.assert(
      fc.property(acts(30), (done) => {
        const replica = replicaOf(seededDoc());
        done.forEach((act) => perform(replica, act));
        expect(projection(replica.doc).misfits).toEqual([]);
      }),
      { numRuns: 100 }
    );
  });
});

describe('writing into a document of strange shapes', () => {
  it('breaks nothing: what fits is done, the rest left', () => {
    fc.assert(
      fc.property(hostileDoc, acts(10), (doc, done) => {
        const document = new MeetingDocument(doc);
        done.forEach((act) => perform(document, act));
        expect(() => projection(doc)).not.toThrow();
      }),
      { numRuns: 300 }
    );
  });
});
