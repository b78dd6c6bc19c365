import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { replay } from '../../../server/collab/compaction';
import { stockClient, until, type StockClient } from '../../support/stock-client';
import { cookieOf, startTestServer, textOf } from './support/test-server';

type Step =
  | { do: 'insert'; who: number; at: number; text: string }
  | { do: 'delete'; who: number; at: number }
  | { do: 'set'; who: number; key: string; value: number }
  | { do: 'leave' | 'return' | 'wait'; who: number };

const PEOPLE = ['wang', 'li', 'zhao'];
const who = fc.integer({ min: 0, max: PEOPLE.length - 1 });
const at = fc.integer({ min: 0, max: 1_000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('insert' as const), who, at, text: fc.constantFrom('灯', '楼道', 'ab') })
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), who, at }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('set' as const), who, key: fc.constantFrom('a', 'b'), value: at })
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'return' as const, 'wait' as const), who })
  }
);

function take(client: StockClient, step: Step): void {
  const text = client.doc.getText('text');
  if (step.do === 'insert') text.insert(step.at % (text.length + 1), step.text);
  else if (step.do === 'delete' && text.length) text.delete(step.at % text.length, 1);
  else if (step.do === 'set') client.doc.getMap('map').set(step.key, step.value);
  else if (step.do === 'leave') client.provider.disconnect();
  else if (step.do === 'return') client.provider.connect();
}

const state = (doc: Y.Doc) => JSON.stringify([textOf(doc), Object.entries(doc.getMap('map').toJSON()).sort()]);

test('[W6] whatever is written, by whom, in whichever order they come and go: all end alike, and so does the journal', async () => {
  // Compacting all the time, so that snapshots are part of what is tried.
  const server = await startTestServer({ limits: { compactRows: 7, connectionsPerDevice: 1_000 } });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const document = `meeting/${run++}`;
      const clients = PEOPLE.map((name) => stockClient({ url: server.url, document, cookie: cookieOf(name) }));
      try {
        for (const one of steps) {
          if (one.do === 'wait') await new Promise((resolve) => setImmediate(resolve));
          else take(clients[one.who]!, one);
        }
        for (const client of clients) client.provider.connect();
        const [first] = clients;
        await until(
          first!,
          () => clients.every(({ doc, provider }) => provider.synced && state(doc) === state(first!.doc)),
          'all alike'
        );
        // Equal among themselves may still be ahead of the server; it says so by a last word that everybody hears.
        await server.hub.change(document, (doc) => doc.getMap('end').set('said', true));
        await until(
          first!,
          () => clients.every(({ doc }) => doc.getMap('end').get('said') && state(doc) === state(first!.doc)),
          'the last word'
        );
        expect(await server.hub.read(document, state)).toBe(state(first!.doc));
        const disk = replay(server.journal.load(document, 1).updates.map(({ update }) => update));
        expect(state(disk)).toBe(state(first!.doc));
        expect(await server.hub.quarantined(document)).toEqual([]);
      } finally {
        for (const client of clients) client.destroy();
      }
    }),
    { numRuns: 25, seed: 20_260_731, endOnFailure: true }
  );
  expect(server.warnings).toEqual([]);
  await server.stop();
}, 60_000);
