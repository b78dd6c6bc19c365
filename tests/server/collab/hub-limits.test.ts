import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bucket } from '../../../server/collab/hub-limits';
import { startTestServer, textOf, type TestServer } from './support/test-server';
import { rawClient, typed } from './support/raw-client';

let server: TestServer;
afterEach(() => server?.stop());

test('a bucket gives its burst, then refuses', () => {
  const small = bucket(0.001, 3);
  expect([1, 1, 1, 1].map((amount) => small.take(amount))).toEqual([true, true, true, false]);
});

test('[F3] an update that can be read but not applied leaves the document as it was, and is put aside', async () => {
  server = await startTestServer();
  const wang = await rawClient(server, 'wang');
  wang.update(typed(7, ['原样'])[0]!);
  await wang.roundTrip();
  const li = await rawClient(server, 'li');
  // Client 8 gives clock 0 twice over: two blocks for one client, the first of which Yjs would lose.
  const [first, second] = typed(8, ['甲', '乙']).map((update) => update.subarray(1, -1));
  li.update(Uint8Array.from([2, ...first!, ...second!, 0]));
  expect(await li.closed).toBe(4522);
  expect(await server.hub.quarantined('meeting/one')).toMatchObject([{ reason: 'malformed', accountId: 'li' }]);
  wang.update(typed(7, ['原样', '续'])[1]!);
  await wang.roundTrip();
  expect(await server.hub.read('meeting/one', textOf)).toBe('原样续');
});

test('[F4] a frame above the limit costs its connection', async () => {
  server = await startTestServer({ limits: { frameBytes: 1_000 } });
  const wang = await rawClient(server, 'wang');
  const li = await rawClient(server, 'li');
  wang.update(new Uint8Array(2_000));
  expect(await wang.closed).toBe(1009);
  await li.roundTrip();
});

test('[P3] presence that is too large or no object costs its connection', async () => {
  server = await startTestServer();
  const json = (clientId: number, text: string) => {
    const bytes = new TextEncoder().encode(text);
    return Uint8Array.from([1, clientId, 1, (bytes.length & 127) | 128, bytes.length >> 7, ...bytes]);
  };
  const wang = await rawClient(server, 'wang');
  wang.send(1, json(7, JSON.stringify({ filler: 'x'.repeat(5_000) })));
  expect(await wang.closed).toBe(4522);
  const li = await rawClient(server, 'li');
  li.send(1, json(8, '["nobody"]'));
  expect(await li.closed).toBe(4522);
});

test('[L1] a device over its rate is closed with a code that lets it come back, and no update is lost between', async () => {
  server = await startTestServer({ limits: { updatesPerSecond: 0.001, updateBurst: 5 } });
  const wang = await rawClient(server, 'wang');
  const updates = typed(7, ['一', '二', '三', '四', '五', '六', '七']);
  for (const update of updates) wang.update(update);
  expect(await wang.closed).toBe(4529);
  expect(await server.hub.read('meeting/one', textOf)).toBe('一二三四五');
  const li = await rawClient(server, 'li');
  li.update(typed(8, ['别人'])[0]!);
  await li.roundTrip();
  expect(await server.hub.read('meeting/one', (doc) => textOf(doc).includes('别人'))).toBe(true);
});

test('[L4] a device past its number of sockets loses the one that was silent longest', async () => {
  server = await startTestServer({ limits: { connectionsPerDevice: 2 } });
  const first = await rawClient(server, 'wang');
  const second = await rawClient(server, 'wang');
  await second.roundTrip();
  const third = await rawClient(server, 'wang');
  expect(await first.closed).toBe(4529);
  await second.roundTrip();
  await third.roundTrip();
});

test('[L5] a reader who does not read is left out, costs no memory, and gets the state when he reads again', async () => {
  server = await startTestServer({
    limits: { slowBytes: 100_000, cutBytes: 50_000_000, bytesPerSecond: 1e9, byteBurst: 1e9 }
  });
  const slow = await rawClient(server, 'viewer');
  await slow.roundTrip();
  slow.socket.pause();
  const wang = await rawClient(server, 'wang');
  const source = new Y.Doc();
  source.clientID = 7;
  source.on('update', (update: Uint8Array) => wang.update(update));
  const filler = 'x'.repeat(500_000);
  for (let i = 0; i < 40; i++) {
    source.getMap('meta').set('filler', filler + i);
    await wang.roundTrip();
  }
  source.getText('text').insert(0, '最后一句');
  await wang.roundTrip();
  slow.socket.resume();
  while (textOf(slow.doc) !== '最后一句') await new Promise((resolve) => slow.socket.once('message', resolve));
  expect(slow.doc.getMap('meta').get('filler')).toBe(`${filler}39`);
  const bytes = slow.heard.reduce((sum, frame) => sum + frame.bytes.length, 0);
  expect(bytes).toBeLessThan(40 * filler.length * 0.8);
});

test('[L5] a reader far behind at once is cut', async () => {
  server = await startTestServer({
    limits: { slowBytes: 50_000_000, cutBytes: 1_000_000, bytesPerSecond: 1e9, byteBurst: 1e9 }
  });
  const slow = await rawClient(server, 'viewer');
  await slow.roundTrip();
  slow.socket.pause();
  const wang = await rawClient(server, 'wang');
  const source = new Y.Doc();
  source.clientID = 7;
  source.on('update', (update: Uint8Array) => wang.update(update));
  for (let i = 0; i < 60 && server.hub.stats().connections === 2; i++) {
    source.getMap('meta').set('filler', 'x'.repeat(500_000) + i);
    await wang.roundTrip();
  }
  expect(server.hub.stats().connections).toBe(1);
  slow.socket.terminate();
});
