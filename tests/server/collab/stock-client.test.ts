import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { stockClient, until, type StockClient, type StockOptions } from '../../support/stock-client';
import { cookieOf, startTestServer, textOf, type TestServer } from './support/test-server';

let server: TestServer;
let clients: StockClient[];

beforeEach(async () => {
  server = await startTestServer();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await server.stop();
});

function open(who: string | null, options: Partial<StockOptions> = {}): StockClient {
  const client = stockClient({
    url: server.url,
    document: 'meeting/one',
    ...(who ? { cookie: cookieOf(who) } : {}),
    ...options
  });
  clients.push(client);
  return client;
}

/** The code with which the server ended it for good. */
const refusal = (client: StockClient) =>
  new Promise<number>((resolve) => client.provider.once('closed', ({ code }: { code: number }) => resolve(code)));

test('[F1] a stock client syncs both ways, and hears that its words are on disk', async () => {
  const wang = open('wang');
  const li = open('li');
  wang.doc.getText('text').insert(0, '路灯不亮');
  await until(li, () => textOf(li.doc) === '路灯不亮', "wang's words at li's");
  li.doc.getText('text').insert(4, '三天了');
  await until(wang, () => textOf(wang.doc) === '路灯不亮三天了', "li's words at wang's");
  await until(wang, () => wang.acked() >= 1, 'an acknowledgement');
  expect(await server.hub.read('meeting/one', textOf)).toBe('路灯不亮三天了');
});

test('what was written offline arrives when the client comes back, acknowledged', async () => {
  const wang = open('wang');
  const li = open('li');
  await until(wang, () => wang.provider.synced, 'sync');
  wang.provider.disconnect();
  wang.doc.getText('text').insert(0, '楼道堆物');
  wang.provider.connect();
  await until(li, () => textOf(li.doc) === '楼道堆物', 'the words');
  await until(wang, () => wang.acked() >= 1, 'the acknowledgement');
});

test('[C2] clients return by themselves after a restart, and nothing is lost', async () => {
  const wang = open('wang');
  wang.doc.getText('text').insert(0, '停车难');
  await until(wang, () => wang.acked() >= 1, 'the acknowledgement');
  await server.restart();
  await until(wang, () => wang.provider.synced, 'sync again');
  wang.doc.getText('text').insert(3, '，晚上更难');
  const li = open('li');
  await until(li, () => textOf(li.doc) === '停车难，晚上更难', 'all of it');
});

test('[G5] a viewer cannot write; his screen returns to the state and he stays connected', async () => {
  const wang = open('wang');
  wang.doc.getText('text').insert(0, '原话');
  const viewer = open('viewer');
  await until(viewer, () => textOf(viewer.doc) === '原话', 'the state');
  let closings = 0;
  viewer.provider.on('connection-close', () => closings++);
  viewer.doc.getText('text').insert(0, '篡改');
  await until(viewer, () => textOf(viewer.doc) === '原话', 'his screen as it was');
  wang.doc.getText('text').insert(2, '继续');
  await until(viewer, () => textOf(viewer.doc) === '原话继续', 'the next words');
  expect(await server.hub.read('meeting/one', textOf)).toBe('原话继续');
  expect(closings).toBe(0);
  expect(viewer.acked()).toBe(0);
});

test('[G5] a viewer who comes with an edit of his own cannot bring it in either', async () => {
  const doc = new Y.Doc();
  doc.getText('text').insert(0, '夹带');
  const viewer = open('viewer', { doc });
  await until(viewer, () => viewer.provider.synced, 'sync');
  expect(await server.hub.read('meeting/one', textOf)).toBe('');
});

test('[G2] a stranger is closed with 4401, and does not come back', async () => {
  expect(await refusal(open(null))).toBe(4401);
});

test('[G3] somebody without a right is closed with 4403, a missing document looks the same', async () => {
  expect(await refusal(open('stranger'))).toBe(4403);
  expect(await refusal(open('wang', { document: 'meeting/missing' }))).toBe(4403);
  expect(await refusal(open('wang', { document: 'notebook/one' }))).toBe(4403);
});

test('[G1] a foreign origin is refused, and a missing one that brings a cookie', async () => {
  expect(await refusal(open('wang', { origin: 'http://evil.example' }))).toBe(4403);
  expect(await refusal(open('wang', { origin: `${server.url}0` }))).toBe(4403);
  expect(await refusal(open('wang', { origin: null }))).toBe(4403);
});

test('[E1] an old epoch is closed with 4409, the present one and none named are let in', async () => {
  server.epoch = 3;
  expect(await refusal(open('wang', { params: { epoch: '2' } }))).toBe(4409);
  const present = open('wang', { params: { epoch: '3' } });
  const unnamed = open('li', { params: {} });
  await until(present, () => present.provider.synced && unnamed.provider.synced, 'sync');
});

test('[E2] a new epoch begins empty, beside the old one, and closes who still has the old open', async () => {
  const wang = open('wang', { params: { epoch: '1' } });
  wang.doc.getText('text').insert(0, '旧史');
  await until(wang, () => textOf(wang.doc) === '旧史' && wang.provider.synced, 'the old words');
  expect(await server.hub.read('meeting/one', textOf)).toBe('旧史');
  server.epoch = 2;
  const closed = refusal(wang);
  expect(await server.hub.read('meeting/one', textOf)).toBe('');
  expect(await closed).toBe(4409);
});

test('[G4] a change of rights closes the socket', async () => {
  const wang = open('wang');
  const li = open('li');
  await until(wang, () => wang.provider.synced && li.provider.synced, 'sync');
  const closed = refusal(wang);
  server.hub.disconnect((caller, document) => caller.accountId === 'wang' && document === 'meeting/one');
  expect(await closed).toBe(4403);
  expect(li.provider.wsconnected).toBe(true);
});

test('[P1] presence carries the name the server knows, whatever the client says', async () => {
  const wang = open('wang');
  const li = open('li');
  li.provider.awareness.setLocalStateField('user', { id: 'wang', name: 'wang of the community' });
  li.provider.awareness.setLocalStateField('editing', 'entry-3');
  const seen = () => wang.provider.awareness.getStates().get(li.doc.clientID);
  await until(wang, () => seen()?.editing === 'entry-3', "li's presence");
  expect(seen()?.user).toMatchObject({ id: 'li', name: 'li of the community' });
});

test('[P2] a client that comes back under its old client id is seen at once, and gone when it goes', async () => {
  const wang = open('wang');
  const li = open('li');
  const seen = () => wang.provider.awareness.getStates().has(li.doc.clientID);
  await until(wang, seen, 'li');
  li.provider.disconnect();
  await until(wang, () => !seen(), 'li gone');
  li.provider.connect();
  await until(wang, seen, 'li again', 2_000);
});

test('[P2] nobody can show a presence under the client id of another device', async () => {
  const wang = open('wang');
  const li = open('li');
  li.provider.awareness.setLocalState({ editing: 'own' });
  const seen = () => wang.provider.awareness.getStates().get(li.doc.clientID)?.editing;
  await until(wang, () => seen() === 'own', 'li');
  const doc = new Y.Doc();
  doc.clientID = li.doc.clientID;
  const zhao = open('zhao', { doc });
  zhao.provider.awareness.setLocalState({ editing: 'forged' });
  await until(zhao, () => zhao.provider.synced, 'sync');
  zhao.destroy();
  li.provider.awareness.setLocalStateField('other', 1);
  await until(wang, () => wang.provider.awareness.getStates().get(li.doc.clientID)?.other === 1, "li's next presence");
  expect(seen()).toBe('own');
});
