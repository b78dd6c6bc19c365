import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { replay } from '../../../server/collab/compaction';
import { fittingPart } from '../../../server/collab/update';
import { stockClient } from '../../support/stock-client';
import { bareRoom } from './support/bare-room';
import { cookieOf, startTestServer, textOf, type TestServer, type TestServerOptions } from './support/test-server';
import { frame, shattered } from './support/malformed';
import { rawClient, typed } from './support/raw-client';

let server: TestServer;
afterEach(() => server?.stop());
const start = async (limits: TestServerOptions['limits']) => (server = await startTestServer({ limits }));

describe('a document that is full', () => {
  test('[L2] takes nothing more that grows it, says so by 4413, and stays as it is for everybody else', async () => {
    await start({ documentBytes: 2_000 });
    const reader = await rawClient(server, 'viewer');
    const wang = await rawClient(server, 'wang');
    const li = await rawClient(server, 'li');
    await reader.roundTrip();
    const [first, second] = typed(7, ['原话', 'x'.repeat(3_000)]);
    wang.update(first!);
    await wang.acked(1);
    wang.update(second!);
    expect(await wang.closed).toBe(4413);
    expect(wang.acks.at(-1)).toBe(1);
    li.update(typed(8, ['还有位置'])[0]!);
    await li.acked(1);
    await reader.roundTrip();
    const text = await server.hub.read('meeting/one', textOf);
    expect(text).toContain('原话');
    expect(text).toContain('还有位置');
    expect(text).not.toContain('x');
    expect(textOf(reader.doc)).toBe(text);
  });

  test('[L2] still lets words be deleted, and the server write, so that the meeting can be closed', async () => {
    await start({ documentBytes: 400 });
    const wang = await rawClient(server, 'wang');
    const source = new Y.Doc();
    source.clientID = 7;
    source.on('update', (update: Uint8Array) => wang.update(update));
    source.getText('text').insert(0, 'x'.repeat(350));
    await wang.acked(1);
    source.getText('text').delete(0, 349);
    await wang.acked(2);
    await server.hub.change('meeting/one', (doc) => doc.getMap('meta').set('closed', 'y'.repeat(500)));
    await wang.roundTrip();
    expect(textOf(wang.doc)).toBe('x');
    expect(wang.doc.getMap('meta').get('closed')).toHaveLength(500);
  });

  test('[L2] counts what is stored and not what went by: a value set again and again does not fill it', async () => {
    await start({ documentBytes: 3_000_000, bytesPerSecond: 1e9, byteBurst: 1e9 });
    const wang = await rawClient(server, 'wang');
    const source = new Y.Doc();
    source.clientID = 7;
    source.on('update', (update: Uint8Array) => wang.update(update));
    for (let i = 0; i < 20; i++) {
      source.getMap('meta').set('filler', `${i}${'x'.repeat(500_000)}`);
      await wang.roundTrip();
    }
    expect(await server.hub.read('meeting/one', (doc) => String(doc.getMap('meta').get('filler')).slice(0, 2))).toBe(
      '19'
    );
  });

  test('[L2] is full by the number of its pieces too, which take memory and hardly any bytes', async () => {
    await start({ documentPieces: 300 });
    const wang = await rawClient(server, 'wang');
    const source = new Y.Doc();
    source.clientID = 7;
    source.on('update', (update: Uint8Array) => wang.update(update));
    // Not neighbours of one kind, so Yjs cannot join them.
    for (let i = 0; i < 400; i++) source.getArray('list').push(i % 2 ? [1] : [new Uint8Array([1])]);
    expect(await wang.closed).toBe(4413);
    expect(await server.hub.read('meeting/one', (doc) => doc.getArray('list').length)).toBe(300);
  });

  test('[C1] does not make a stock client try again for ever', async () => {
    await start({ documentBytes: 100 });
    const doc = new Y.Doc();
    doc.getText('text').insert(0, 'x'.repeat(500));
    const client = stockClient({ url: server.url, document: 'meeting/one', cookie: cookieOf('wang'), doc });
    const code = await new Promise((resolve) =>
      client.provider.once('closed', (event: { code: number }) => resolve(event.code))
    );
    expect(code).toBe(4413);
    expect(client.provider.shouldConnect).toBe(false);
    client.destroy();
  });
});

describe('an update made to be dear', () => {
  test('[F5] a list in very many pieces is refused before Yjs joins them, which would take all memory', async () => {
    await start({});
    const li = await rawClient(server, 'li');
    li.update(shattered(8, 50_000));
    expect(await li.closed).toBe(4522);
    expect(await server.hub.read('meeting/one', (doc) => doc.store.clients.size)).toBe(0);
  });

  test('a list in a few pieces is taken, and pieces from many updates load again in little time', async () => {
    const whole = new Y.Doc();
    Y.applyUpdate(whole, shattered(8, 900));
    expect(whole.getArray('l').length).toBe(900);
    const source = new Y.Doc();
    const rows: Uint8Array[] = [];
    source.on('update', (update: Uint8Array) => rows.push(update));
    for (let i = 0; i < 20_000; i++) source.getArray('l').push([null]);
    const transactions: unknown[] = [];
    const doc = new Y.Doc();
    doc.on('afterTransaction', (transaction) => transactions.push(transaction));
    replay(rows, doc);
    expect(doc.getArray('l').length).toBe(20_000);
    expect(transactions.length).toBeGreaterThan(20);
    expect(transactions.length).toBeLessThan(200);
  });

  test('[F5] one of more structs than an update may have costs its connection', async () => {
    await start({ updatePieces: 50 });
    const li = await rawClient(server, 'li');
    const source = new Y.Doc();
    source.clientID = 8;
    for (let i = 0; i < 60; i++) source.getMap('m').set(`${i}`, i);
    li.update(Y.encodeStateAsUpdate(source));
    expect(await li.closed).toBe(4413);
  });

  test('[L3] a device that keeps the server busy loses its connections, and nobody else does', async () => {
    await start({ workMsPerSecond: 0.000_001, workBurstMs: 0.000_1 });
    const li = await rawClient(server, 'li');
    const wang = await rawClient(server, 'wang');
    li.update(typed(8, ['一'])[0]!);
    li.update(typed(8, ['一', '二'])[1]!);
    expect(await li.closed).toBe(4529);
    wang.update(typed(7, ['好'])[0]!);
    await wang.acked(1);
    expect(await server.hub.read('meeting/one', (doc) => textOf(doc).length)).toBe(2);
  });
});

describe('what waits for a predecessor', () => {
  test('[L6] is not looked at again until what it misses has come', () => {
    const room = bareRoom();
    const [first, second, third] = typed(7, ['一', '二', '三']);
    const wang = room.join('wang');
    wang.send(frame(0, 2, second!));
    wang.send(frame(0, 2, third!));
    let looked = 0;
    const admit = room.room.logged.admit.bind(room.room.logged);
    room.room.logged.admit = (...given) => {
      looked++;
      return admit(...given);
    };
    const li = room.join('li');
    for (const update of typed(8, ['甲', '乙', '丙', '丁'])) li.send(frame(0, 2, update));
    expect(looked).toBe(4);
    wang.send(frame(0, 2, first!));
    expect(looked).toBe(7);
    expect(textOf(room.room.doc)).toContain('一二三');
    return room.stop();
  });

  test('[W5] by the thousand is put aside when its sender goes, what stands alone is taken, and nothing is left waiting', async () => {
    const room = bareRoom();
    const mallory = room.join('mallory');
    const words = Array.from({ length: 2_000 }, (_, i) => `${i} `);
    for (const update of typed(8, words).slice(1)) mallory.send(frame(0, 2, update));
    expect(mallory.connection.pending).toHaveLength(1_999);
    mallory.leave();
    await room.settled();
    expect(mallory.connection.pending).toEqual([]);
    expect(room.journal.quarantined('meeting/one')).toHaveLength(1_999);
    const again = room.join('mallory');
    again.send(frame(0, 2, typed(8, words)[0]!));
    await room.settled();
    expect(textOf(room.room.doc)).toBe(words.join(''));
    expect(room.journal.quarantined('meeting/one')).toEqual([]);
    await room.stop();
  });

  test('the part of an update that stands is found without the rest, whatever leans on whatever', () => {
    const [first, second] = typed(7, ['一', '二']);
    const other = typed(9, ['另', '外']);
    const doc = new Y.Doc();
    const part = fittingPart(doc, Y.mergeUpdates([second!, ...other]));
    Y.applyUpdate(doc, part!);
    expect(textOf(doc)).toBe('另外');
    expect(doc.store.pendingStructs).toBeNull();
    expect(fittingPart(doc, second!)).toBeNull();
    Y.applyUpdate(doc, fittingPart(doc, Y.mergeUpdates([first!, second!]))!);
    expect(textOf(doc)).toContain('一二');
  });

  test('[Q4] what all devices together have put aside in one document is bounded, and who passes it pays', async () => {
    await start({ quarantineDocumentBytes: 3_300 });
    const wang = await rawClient(server, 'wang');
    wang.update(typed(7, ['原话'])[0]!);
    await wang.acked(1);
    const forged = (word: string) => typed(7, ['原话', word])[1]!;
    for (const who of ['li', 'zhao']) {
      const client = await rawClient(server, who);
      client.update(forged(`伪${who}`));
      await client.acked(1);
      // The same again takes no more room.
      for (let i = 0; i < 5; i++) client.update(forged(`伪${who}`));
      await client.acked(6);
    }
    const third = await rawClient(server, 'li', { device: 'another' });
    third.update(forged('再伪'));
    await third.acked(1);
    third.update(forged('又伪'));
    expect(await third.closed).toBe(4529);
    expect(await server.hub.quarantined('meeting/one')).toHaveLength(3);
    await wang.roundTrip();
  });

  test('[Q3] one update with the words of very many others is put aside in one piece', async () => {
    await start({});
    const wang = await rawClient(server, 'wang');
    const firsts = Array.from({ length: 20 }, (_, i) => typed(100 + i, [`人${i} `])[0]!);
    for (const update of firsts) wang.update(update);
    await wang.acked(20);
    const li = await rawClient(server, 'li');
    li.update(Y.mergeUpdates(firsts.map((_, i) => typed(100 + i, [`人${i} `, '伪'])[1]!)));
    await li.acked(1);
    expect(await server.hub.quarantined('meeting/one')).toMatchObject([
      { accountId: 'li', clientId: expect.any(Number) }
    ]);
    expect(await server.hub.read('meeting/one', (doc) => textOf(doc).includes('伪'))).toBe(false);
  });
});

describe('client ids', () => {
  test('[I3] one device cannot take them by the thousand, neither by structs nor by presence', async () => {
    await start({ clientIdsPerDevice: 3 });
    const li = await rawClient(server, 'li');
    for (const id of [21, 22, 23]) li.update(typed(id, ['字'])[0]!);
    await li.acked(3);
    const again = await rawClient(server, 'li');
    again.send(1, Uint8Array.from([1, 24, 1, 2, 123, 125]));
    await again.roundTrip();
    const wang = await rawClient(server, 'wang');
    wang.update(typed(24, ['原来是我的'])[0]!);
    await wang.acked(1);
    li.update(typed(25, ['字'])[0]!);
    expect(await li.closed).toBe(4413);
    again.update(typed(21, ['字', '续'])[1]!);
    await again.acked(1);
  });
});
