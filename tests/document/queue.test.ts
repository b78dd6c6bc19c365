import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { AgendaDocument } from '$lib/document/agenda-editing';
import { OWN } from '$lib/document/meeting-document';
import { movedInQueue } from '$lib/document/ordering';
import { ownUndo } from '$lib/document/own-undo';
import { readQueue, SpeakersDocument } from '$lib/document/queue';
import { floorAt } from '$lib/domain/meetings/speaking';
import { acts, hostileDoc, meet, perform, replicaOf, seededDoc } from './support/arbitrary';

const at = (minute: number) => `2026-11-23T11:${String(minute).padStart(2, '0')}:00.000Z`;
const now = (minute: number) => Date.parse(at(minute));
const speakersOf = ({ doc }: { doc: Y.Doc }) => new SpeakersDocument(doc, OWN);
const waiting = (doc: Y.Doc) => floorAt(readQueue(doc), now(30)).waiting.map(({ asking }) => asking.name);

/** Two tablets that both have a queue of three. */
function twoTablets() {
  const base = replicaOf(seededDoc());
  const ids = ['甲', '乙', '丙'].map((name, n) => speakersOf(base).add({ name, askedAt: at(n) }));
  return { ids, one: replicaOf(base.doc), other: replicaOf(base.doc) };
}

describe('the queue of two tablets that were apart', () => {
  it('has everybody exactly once and the same floor on both, whatever each did', () => {
    fc.assert(
      fc.property(acts(25), acts(25), (mine, theirs) => {
        const { one, other } = twoTablets();
        mine.forEach((act) => perform(one, act));
        theirs.forEach((act) => perform(other, act));
        meet([one, other]);
        const [floor, same] = [one, other].map(({ doc }) => floorAt(readQueue(doc), now(29)));
        expect(same).toEqual(floor);
        const { speaking, done, shares } = floor!;
        const ids = [...floor!.waiting.map(({ asking }) => asking), ...done].map(({ id }) => id);
        if (speaking) ids.push(speaking.asking.id);
        expect(ids.sort()).toEqual(
          readQueue(one.doc)
            .map(({ id }) => id)
            .sort()
        );
        for (const { ms } of shares) expect(ms).toBeGreaterThan(0);
        if (shares.length) expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
      }),
      { numRuns: 100 }
    );
  });

  it('keeps both spells when both let somebody speak, and the later one has the floor', () => {
    const { ids, one, other } = twoTablets();
    speakersOf(one).start(ids[0]!, at(5));
    speakersOf(other).start(ids[1]!, at(7));
    meet([one, other]);
    const { speaking, shares } = floorAt(readQueue(one.doc), now(8));
    expect(speaking?.asking.name).toBe('乙');
    expect(shares.map(({ name, ms }) => [name, ms / 60_000])).toEqual([
      ['甲', 2],
      ['乙', 1]
    ]);
  });

  it('keeps who was let speak on one while the other took him out', () => {
    const { ids, one, other } = twoTablets();
    speakersOf(one).start(ids[0]!, at(5));
    speakersOf(other).remove(ids[0]!);
    meet([one, other]);
    expect(floorAt(readQueue(other.doc), now(6)).speaking?.asking.name).toBe('甲');
  });
});

describe('places in the queue', () => {
  it('move one up or down for whoever asks it, and nobody else changes places', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(4), fc.constantFrom('up' as const, 'down' as const)), { maxLength: 12 }),
        (moves) => {
          const { doc } = replicaOf(seededDoc());
          const speakers = new SpeakersDocument(doc, OWN);
          const wanted = ['甲', '乙', '丙', '丁', '戊'];
          wanted.forEach((name, n) => speakers.add({ name, askedAt: at(n) }));
          for (const [n, direction] of moves) {
            const line = floorAt(readQueue(doc), now(30)).waiting;
            speakers.place(movedInQueue(line, line[n]!.asking.id, direction));
            const to = direction === 'up' ? n - 1 : n + 1;
            if (wanted[to] !== undefined) [wanted[n], wanted[to]] = [wanted[to], wanted[n]!];
            expect(waiting(doc)).toEqual(wanted);
          }
        }
      ),
      { numRuns: 60 }
    );
  });

  it('leave a newcomer who has not spoken before those who have, behind the ones set by hand', () => {
    const { ids, one } = twoTablets();
    const speakers = speakersOf(one);
    speakers.start(ids[2]!, at(5));
    speakers.stop(at(6));
    speakers.add({ name: '丙', askedAt: at(7) });
    const line = floorAt(readQueue(one.doc), now(8)).waiting;
    speakers.place(movedInQueue(line, ids[1]!, 'up'));
    speakers.add({ name: '丁', askedAt: at(9) });
    expect(waiting(one.doc)).toEqual(['乙', '甲', '丁', '丙']);
  });

  it('come back by undo, and so does who was taken out', () => {
    const { ids, one } = twoTablets();
    const undo = ownUndo(one.doc, 0);
    const line = floorAt(readQueue(one.doc), now(8)).waiting;
    speakersOf(one).place(movedInQueue(line, ids[1]!, 'up'));
    speakersOf(one).remove(ids[2]!);
    expect(waiting(one.doc)).toEqual(['乙', '甲']);
    undo.undo();
    expect(waiting(one.doc)).toEqual(['乙', '甲', '丙']);
    undo.undo();
    expect(waiting(one.doc)).toEqual(['甲', '乙', '丙']);
  });
});

describe('reading the queue', () => {
  it('bears any shape, and gives only moments that are some', () => {
    fc.assert(
      fc.property(hostileDoc, (doc) => {
        for (const { spells, order } of readQueue(doc)) {
          if (order !== null) expect(order).not.toBe('');
          for (const { start } of spells) expect(Date.parse(start)).not.toBeNaN();
        }
        expect(() => floorAt(readQueue(doc), now(0))).not.toThrow();
      }),
      { numRuns: 300 }
    );
  });
});

describe('the agenda while the meeting runs', () => {
  it('takes a new item behind the one in hand', () => {
    const { doc } = replicaOf(seededDoc());
    const agenda = new AgendaDocument(doc, OWN);
    agenda.add('车棚充电', 10, agenda.read()[0]!.id);
    expect(agenda.read().map(({ title }) => title)).toEqual(['上次的事', '车棚充电', '大家说']);
  });

  it('undoes what one was the first to set in an item that another made', () => {
    const { doc } = replicaOf(seededDoc());
    const undo = ownUndo(doc, 0);
    const agenda = new AgendaDocument(doc, OWN);
    agenda.carry(agenda.read().map(({ id }) => id));
    expect(agenda.read().every(({ carried }) => carried)).toBe(true);
    undo.undo();
    expect(agenda.read().some(({ carried }) => carried)).toBe(false);
  });

  it('is at no item when the one in hand was taken out', () => {
    const replica = replicaOf(seededDoc());
    const agenda = new AgendaDocument(replica.doc, OWN);
    const { id } = agenda.read()[0]!;
    replica.goToAgenda(id, at(0));
    agenda.remove(id);
    expect(replica.meta().agendaAt).toBeNull();
    expect(agenda.read().map(({ title }) => title)).toEqual(['大家说']);
  });

  it('does not count the time away from an item that the meeting comes back to', () => {
    const replica = replicaOf(seededDoc());
    const [first, second] = replica.agenda().map(({ id }) => id);
    replica.goToAgenda(first!, at(0));
    replica.goToAgenda(second!, at(10));
    replica.goToAgenda(first!, at(25));
    expect(replica.agenda()[0]).toMatchObject({ startedAt: at(0), countedFrom: at(15) });
  });
});
