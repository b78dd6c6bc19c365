import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { OWN } from '$lib/document/meeting-document';
import { PollsDocument, readPolls } from '$lib/document/polls';
import { projection } from '$lib/document/projection';
import { declineMessage, phonesOpen, putInTray, readTray, setPhonesOpen, waitingIn } from '$lib/document/tray';
import { handsOf, resultOf } from '$lib/domain/meetings/deciding';
import { hostileDoc, meet, replicaOf, seededDoc } from './support/arbitrary';

const at = '2026-11-23T11:00:00.000Z';
const later = '2026-11-23T11:05:00.000Z';
const pollsOf = ({ doc }: { doc: Y.Doc }) => new PollsDocument(doc, OWN);
const only = (doc: Y.Doc) => readPolls(doc)[0]!;

describe('polls of tablets that were apart', () => {
  it('keep what each tablet counted beside the other’s', () => {
    const base = replicaOf(seededDoc());
    const id = pollsOf(base).open({ kind: 'vote', question: '装不装充电桩', phones: false, at });
    const [one, other] = [replicaOf(base.doc), replicaOf(base.doc)];
    const [wang, li] = [
      { id: 'tablet-1', name: '王姐' },
      { id: 'tablet-2', name: '李姐' }
    ];
    for (let n = 0; n < 7; n++) pollsOf(one).count(id, wang, 'for', 1);
    pollsOf(one).done(id, wang, at);
    pollsOf(other).type(id, li, 'for', 7);
    pollsOf(other).done(id, li, later);
    meet([one, other]);
    for (const { doc } of [one, other])
      expect(handsOf(only(doc))).toEqual({ state: 'agree', tally: { for: 7, against: 0, abstain: 0 }, differ: [] });
  });

  it('are open to counting again by whoever had finished, who is then not done', () => {
    const { doc } = replicaOf(seededDoc());
    const polls = new PollsDocument(doc, OWN);
    const id = polls.open({ kind: 'vote', question: '', phones: true, at });
    const tablet = { id: 't', name: '王姐' };
    polls.count(id, tablet, 'for', 1);
    polls.done(id, tablet, at, true);
    expect(handsOf(only(doc)).state).toBe('typed');
    polls.count(id, tablet, 'for', -5);
    expect(only(doc).counts[0]).toMatchObject({ tally: { for: 0 }, doneAt: null, typed: false });
  });

  it('keep their choices in the order given, and the phones’ numbers as the server said last', () => {
    const { doc } = replicaOf(seededDoc());
    const polls = new PollsDocument(doc, OWN);
    const choices = ['丙', '甲', '乙'].map((label, n) => ({ id: `c${n}`, label }));
    const id = polls.open({ kind: 'choice', question: '先修哪样', phones: true, choices, at });
    polls.setPhoneTally(id, { c0: 2, c1: 1 }, 3);
    polls.setPhoneTally(id, { c1: 3 }, 3);
    expect(only(doc)).toMatchObject({ choices, phoneTally: { c1: 3 }, phoneVoters: 3 });
    expect(resultOf(only(doc)).ranking).toEqual(['c1', 'c0', 'c2']);
  });

  it('are read without a throw from whatever somebody has written', () => {
    fc.assert(
      fc.property(hostileDoc, (doc) => {
        for (const poll of readPolls(doc)) {
          resultOf(poll);
          for (const n of Object.values(poll.phoneTally)) expect(Number.isInteger(n) && n >= 0).toBe(true);
        }
        readTray(doc);
        waitingIn(doc);
        expect(projection(doc).polls).toEqual(readPolls(doc));
      }),
      { numRuns: 300 }
    );
  });
});

describe('the tray', () => {
  const message = (id: string) => ({ id, name: '', text: '路灯不亮', at, photoId: null });

  it('has a message once however often the server tells of it, until one tablet takes it or puts it aside', () => {
    const replica = replicaOf(seededDoc());
    const { doc } = replica;
    for (const id of ['one', 'one', 'two', 'three']) putInTray(doc, message(id), 'phones');
    expect(waitingIn(doc).map(({ id }) => id)).toEqual(['one', 'three', 'two']);
    declineMessage(doc, 'three', OWN);
    replica.addEntry({ id: 'one', kind: 'voice', speaker: '', text: '路灯不亮', by: 'x' });
    expect(waitingIn(doc).map(({ id }) => id)).toEqual(['two']);
    expect(readTray(doc)).toHaveLength(3);
  });

  it('becomes one line when two tablets take the same message while they are apart', () => {
    const base = replicaOf(seededDoc());
    putInTray(base.doc, message('one'), 'phones');
    const [one, other] = [replicaOf(base.doc), replicaOf(base.doc)];
    for (const replica of [one, other])
      replica.addEntry({ id: 'one', kind: 'voice', speaker: '居民', text: '路灯不亮', by: 'x', at });
    meet([one, other]);
    for (const replica of [one, other]) expect(replica.entries().map(({ text }) => text)).toEqual(['路灯不亮']);
  });

  it('stands open to phones unless a facilitator shut the door', () => {
    const { doc } = replicaOf(seededDoc());
    expect(phonesOpen(doc)).toBe(true);
    setPhonesOpen(doc, false, OWN);
    expect(phonesOpen(doc)).toBe(false);
    setPhonesOpen(doc, true, OWN);
    expect(phonesOpen(doc)).toBe(true);
  });
});
