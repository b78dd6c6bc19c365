import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projection } from '$lib/document/projection';
import { publicView } from '$lib/document/public-view';
import { acts, meet, perform, replicaOf, seededDoc } from './support/arbitrary';

const tablets = fc.array(fc.array(acts(6), { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 });

describe('tablets that were apart', () => {
  it('agree on everything once they have met, whatever each did', () => {
    fc.assert(
      fc.property(tablets, (rounds) => {
        const replicas = rounds.map(() => replicaOf(seeded));
        for (let round = 0; round < 3; round++) {
          replicas.forEach((replica, n) => rounds[n]![round]?.forEach((act) => perform(replica, act)));
          // Now and then only some have met before they go on.
          if (round === 1) meet(replicas.slice(0, 2));
        }
        meet(replicas);
        const [first, ...others] = replicas.map(({ doc }) => ({ view: publicView(doc), tables: projection(doc) }));
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 150 }
    );
  });

  it('keep each line that one of them wrote and nobody took out', () => {
    fc.assert(
      fc.property(tablets, (rounds) => {
        const replicas = rounds.map(() => replicaOf(seeded));
        const written = replicas.flatMap((replica, tablet) =>
          rounds[tablet]!.flat().map((act, n) =>
            replica.addEntry({ kind: 'voice', speaker: '', text: `${tablet}-${n} ${act.text}`, by: 'me' })
          )
        );
        meet(replicas);
        const ids = replicas[0]!.entries().map((entry) => entry.id);
        expect([...ids].sort()).toEqual([...written].sort());
      }),
      { numRuns: 50 }
    );
  });

  it('never show a list in an order that depends on who looks', () => {
    fc.assert(
      fc.property(acts(30), acts(30), (ones, others) => {
        const [one, other] = [replicaOf(seeded), replicaOf(seeded)];
        ones.forEach((act) => perform(one, act));
        others.forEach((act) => perform(other, act));
        meet([one, other]);
        for (const list of ['entries', 'issues', 'agenda'] as const)
          expect(one[list]().map(({ id }) => id)).toEqual(other[list]().map(({ id }) => id));
      }),
      { numRuns: 100 }
    );
  });
});

const seeded = seededDoc();
