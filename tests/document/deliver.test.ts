import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { MeetingDocument } from '$lib/document/meeting-document';
import { projection } from '$lib/document/projection';
import { publicView } from '$lib/document/public-view';
import { acts, meet, perform, replicaOf, seededDoc } from './support/arbitrary';

// A network that is worse than any: each change a frame of its own, in any order, some twice.

const seeded = seededDoc();
const tablets = fc.array(acts(8), { minLength: 2, maxLength: 4 });

/** Everything that each replica writes, one update a change. */
function written(replicas: readonly MeetingDocument[], scripts: readonly Parameters<typeof perform>[1][][]) {
  const updates: Uint8Array[] = [];
  replicas.forEach((replica, n) => {
    const hear = (update: Uint8Array) => updates.push(update);
    replica.doc.on('update', hear);
    scripts[n]?.forEach((act) => perform(replica, act));
    replica.doc.off('update', hear);
  });
  return updates;
}

const seen = ({ doc }: MeetingDocument) => ({ view: publicView(doc), tables: projection(doc) });

describe('changes that arrive out of order', () => {
  it('come to the same meeting on every tablet, in whatever order and however often each arrives', () => {
    fc.assert(
      fc.property(tablets, fc.infiniteStream(fc.nat(1_000_000)), (scripts, chances) => {
        const writers = scripts.map(() => replicaOf(seeded));
        const updates = written(writers, scripts);
        const replicas = [...writers, replicaOf(seeded)];
        const chance = () => chances.next().value as number;
        for (const replica of replicas) {
          const twice = updates.filter(() => chance() % 4 === 0);
          const order = [...updates, ...twice].map((update) => ({ update, at: chance() })).sort((a, b) => a.at - b.at);
          for (const { update } of order) {
            Y.applyUpdate(replica.doc, update, 'network');
            // What is shown while a piece is missing may be old, but it is always something that can be shown.
            seen(replica);
          }
        }
        const [first, ...others] = replicas.map(seen);
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 60 }
    );
  });

  it('are the same meeting one by one and merged into one', () => {
    fc.assert(
      fc.property(tablets, (scripts) => {
        const replicas = scripts.map(() => replicaOf(seeded));
        const updates = written(replicas, scripts);
        const [single, whole] = [replicaOf(seeded), replicaOf(seeded)];
        updates.forEach((update) => Y.applyUpdate(single.doc, update, 'network'));
        if (updates.length) Y.applyUpdate(whole.doc, Y.mergeUpdates(updates), 'network');
        expect(seen(whole)).toEqual(seen(single));
      }),
      { numRuns: 60 }
    );
  });
});

describe('the order of the issues', () => {
  it('stays whole after moves on two tablets at once: no issue lost, none twice, and each can still be moved', () => {
    const moves = fc.array(fc.tuple(fc.nat(5), fc.constantFrom('up' as const, 'down' as const)), { maxLength: 12 });
    fc.assert(
      fc.property(moves, moves, fc.nat(5), (mine, theirs, last) => {
        const one = replicaOf(seeded);
        const ids = Array.from({ length: 6 }, (_, n) => one.addIssue({ title: String(n) }));
        const other = replicaOf(one.doc);
        for (const [n, way] of mine) one.moveIssue(ids[n]!, way);
        for (const [n, way] of theirs) other.moveIssue(ids[n]!, way);
        meet([one, other]);
        const order = one.issues().map(({ id }) => id);
        expect(other.issues().map(({ id }) => id)).toEqual(order);
        expect([...order].sort()).toEqual([...ids].sort());
        // Two tablets may have given two issues the same key; a tap still takes an issue just one place up.
        for (let at = order.indexOf(ids[last]!); at > 0; at--) {
          one.moveIssue(ids[last]!, 'up');
          [order[at - 1], order[at]] = [order[at]!, order[at - 1]!];
          expect(one.issues().map(({ id }) => id)).toEqual(order);
        }
        meet([one, other]);
        expect(other.issues().map(({ id }) => id)).toEqual(order);
      }),
      { numRuns: 100 }
    );
  });
});
