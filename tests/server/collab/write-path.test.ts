import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { compact, replay } from '../../../server/collab/compaction';
import { openJournal, type Journal } from '../../../server/collab/journal';
import { startTestServer, textOf, type TestServer } from './support/test-server';
import { rawClient, typed } from './support/raw-client';

let server: TestServer;
afterEach(() => server.stop());

describe('acknowledgement', () => {
  test('[A1] counts update-carrying frames cumulatively, those with nothing new too, once they are on disk', async () => {
    server = await startTestServer();
    const wang = await rawClient(server, 'wang');
    wang.step2(new Uint8Array([0, 0]));
    await wang.acked(1);
    for (const update of typed(7, ['路', '灯', '坏'])) wang.update(update);
    await wang.acked(4);
    expect(wang.acks.at(-1)).toBe(4);
    expect(wang.acks).toEqual([...wang.acks].sort((a, b) => a - b));
    expect(server.journal.load('meeting/one', 1).head).toBe(3);
  });

  test('[A2] is sent only to clients that asked for it', async () => {
    server = await startTestServer();
    const wang = await rawClient(server, 'wang', { query: '' });
    const li = await rawClient(server, 'li');
    for (const update of typed(7, ['甲'])) wang.update(update);
    await wang.roundTrip();
    li.update(typed(8, ['乙'])[0]!);
    await li.acked(1);
    await wang.roundTrip();
    expect(wang.acks).toEqual([]);
  });

  test('[W2] never comes when the journal cannot write: nobody sees the words, and the process is told to end', async () => {
    let broken = false;
    server = await startTestServer({
      wrap: (journal: Journal) => ({
        ...journal,
        commit(entries) {
          if (broken) throw new Error('disk full');
          journal.commit(entries);
        }
      })
    });
    const wang = await rawClient(server, 'wang');
    const li = await rawClient(server, 'li');
    await li.roundTrip();
    const [first, second] = typed(7, ['一', '二']);
    wang.update(first!);
    await wang.acked(1);
    await li.roundTrip();
    const acked = wang.acks.length;
    broken = true;
    wang.update(second!);
    expect(await wang.closed).toBe(1006);
    expect(await li.closed).toBe(1006);
    expect(wang.acks.length).toBe(acked);
    expect(textOf(li.doc)).toBe('一');
    expect(server.fatal).toHaveLength(1);
    await expect(server.hub.change('meeting/one', (doc) => doc.getText('text').insert(0, 'x'))).rejects.toThrow();
    await expect(server.hub.read('meeting/one', textOf)).rejects.toThrow('journal');
  });

  test('[J1] never comes when another process has written to the document and put a snapshot in the place of its rows', async () => {
    server = await startTestServer();
    const wang = await rawClient(server, 'wang');
    const [first, second] = typed(7, ['一', '二']);
    wang.update(first!);
    await wang.acked(1);
    const other = openJournal(server.file, () => new Date());
    const author = { accountId: 'li', deviceId: 'another server' };
    const row = { seq: 2, update: typed(8, ['别处'])[0]!, author };
    const nothing = { bindings: [], quarantined: [], resolved: [], settled: 0 };
    other.commit([{ document: 'meeting/one', epoch: 1, rows: [row], ...nothing }]);
    compact(other, 'meeting/one', 1, replay(other.load('meeting/one', 1).updates.map(({ update }) => update)));
    other.close();
    wang.update(second!);
    expect(await wang.closed).toBe(1006);
    expect(wang.acks.at(-1)).toBe(1);
    expect(server.fatal).toHaveLength(1);
    await server.restart();
    const text = await server.hub.read('meeting/one', textOf);
    expect(text).toContain('一');
    expect(text).toContain('别处');
    expect(text).not.toContain('二');
  });

  test('[W2] never comes when the disk cannot be waited for, and the process is told to end', async () => {
    let broken = false;
    server = await startTestServer({
      wrap: (journal) => ({
        ...journal,
        async sync() {
          if (broken) throw new Error('i/o error');
          await journal.sync();
        }
      })
    });
    const wang = await rawClient(server, 'wang');
    const [first, second] = typed(7, ['一', '二']);
    wang.update(first!);
    await wang.acked(1);
    broken = true;
    wang.update(second!);
    expect(await wang.closed).toBe(1006);
    expect(wang.acks.at(-1)).toBe(1);
    expect(server.fatal).toHaveLength(1);
  });

  test('[A3] waits for the disk', async () => {
    let reached: () => void = () => {};
    const disk = new Promise<void>((resolve) => (reached = resolve));
    server = await startTestServer({
      wrap: (journal) => ({ ...journal, sync: () => disk.then(() => journal.sync()) })
    });
    const wang = await rawClient(server, 'wang');
    const li = await rawClient(server, 'li');
    wang.update(typed(7, ['一'])[0]!);
    await wang.roundTrip();
    await li.roundTrip();
    expect(textOf(li.doc)).toBe('一');
    expect(wang.acks).toEqual([]);
    reached();
    await wang.acked(1);
  });

  test("the server's own change rejects when it cannot be written", async () => {
    server = await startTestServer({
      wrap: (journal) => ({
        ...journal,
        commit() {
          throw new Error('disk full');
        }
      })
    });
    await expect(server.hub.change('meeting/one', (doc) => doc.getText('text').insert(0, 'x'))).rejects.toThrow(
      'disk full'
    );
  });
});

describe('a gap', () => {
  beforeEach(async () => {
    server = await startTestServer();
  });
  const asked = (client: Awaited<ReturnType<typeof rawClient>>) =>
    client.heard.filter(({ type, step }) => type === 0 && step === 0).length;

  test('[W3] is not acknowledged, not shown and asked about; it is filled when the predecessor comes', async () => {
    const wang = await rawClient(server, 'wang');
    const li = await rawClient(server, 'li');
    await li.roundTrip();
    const [first, second, third] = typed(7, ['一', '二', '三']);
    wang.update(second!);
    wang.update(third!);
    await wang.roundTrip();
    expect(asked(wang)).toBe(2);
    expect(wang.acks).toEqual([]);
    expect(await server.hub.read('meeting/one', textOf)).toBe('');
    expect(server.journal.load('meeting/one', 1).head).toBe(0);
    wang.update(first!);
    await wang.acked(3);
    await li.roundTrip();
    expect(textOf(li.doc)).toBe('一二三');
    expect(server.journal.load('meeting/one', 1).head).toBe(3);
  });

  test('[W4] of one client holds up nobody else', async () => {
    const wang = await rawClient(server, 'wang');
    const li = await rawClient(server, 'li');
    wang.update(typed(7, ['一', '二'])[1]!);
    await wang.roundTrip();
    for (const update of typed(8, ['好'])) li.update(update);
    await li.acked(1);
    expect(wang.acks).toEqual([]);
    expect(await server.hub.read('meeting/one', textOf)).toBe('好');
  });

  test('[W4] no key of a map vanishes while a gap is open', async () => {
    const source = new Y.Doc();
    source.clientID = 7;
    const updates: Uint8Array[] = [];
    source.on('update', (update: Uint8Array) => updates.push(update));
    source.getMap('meta').set('title', '旧');
    source.getMap('meta').set('note', '中间');
    source.getMap('meta').set('title', '新');
    const wang = await rawClient(server, 'wang');
    wang.update(updates[0]!);
    wang.update(updates[2]!);
    await wang.roundTrip();
    const title = () => server.hub.read('meeting/one', (doc) => doc.getMap('meta').get('title'));
    expect(await title()).toBe('旧');
    wang.update(updates[1]!);
    await wang.roundTrip();
    expect(await title()).toBe('新');
  });

  test('[W5] that the client itself cannot fill: what stands alone is taken, all of it is put aside, and applied when it fits', async () => {
    const [first, second] = typed(7, ['一', '二']);
    const other = typed(9, ['另'])[0]!;
    const wang = await rawClient(server, 'wang');
    const whole = Y.mergeUpdates([second!, other]);
    wang.step2(whole);
    await wang.roundTrip();
    expect(wang.acks).toEqual([]);
    wang.step2(whole);
    await wang.acked(2);
    expect(await server.hub.read('meeting/one', textOf)).toBe('另');
    expect(await server.hub.quarantined('meeting/one')).toMatchObject([{ reason: 'gap', accountId: 'wang' }]);
    await server.restart();
    const again = await rawClient(server, 'wang');
    again.update(first!);
    await again.roundTrip();
    expect(await server.hub.read('meeting/one', (doc) => textOf(doc).length)).toBe(3);
    expect(await server.hub.quarantined('meeting/one')).toEqual([]);
  });

  test('[W5] left behind by a client that went away is kept, and filled from another of its sockets', async () => {
    const [first, second] = typed(7, ['一', '二']);
    const wang = await rawClient(server, 'wang');
    wang.update(second!);
    await wang.roundTrip();
    wang.socket.terminate();
    const again = await rawClient(server, 'wang');
    while (server.hub.stats().connections > 1) await again.roundTrip();
    expect(await server.hub.quarantined('meeting/one')).toHaveLength(1);
    again.update(first!);
    await again.roundTrip();
    expect(await server.hub.read('meeting/one', textOf)).toBe('一二');
  });

  test('[L6] more than a connection may hold costs the connection', async () => {
    await server.stop();
    server = await startTestServer({ limits: { pendingFrameBytes: 100 } });
    const wang = await rawClient(server, 'wang');
    for (const update of typed(
      7,
      Array.from({ length: 20 }, (_, i) => `${i}字`)
    ).slice(1))
      wang.update(update);
    expect(await wang.closed).toBe(4529);
  });
});

describe('client ids', () => {
  beforeEach(async () => {
    server = await startTestServer();
  });

  test("[Q1] structs under another device's client id go into quarantine, and are never applied", async () => {
    const [first, second] = typed(7, ['原话', '续']);
    const wang = await rawClient(server, 'wang');
    wang.update(first!);
    await wang.roundTrip();
    const mallory = await rawClient(server, 'li');
    mallory.update(typed(7, ['原话', '伪'])[1]!);
    await mallory.acked(1);
    expect(await server.hub.quarantined('meeting/one')).toMatchObject([
      { accountId: 'li', deviceId: 'tablet of li', clientId: 7, reason: 'foreign-client-id' }
    ]);
    wang.update(second!);
    await wang.roundTrip();
    expect(await server.hub.read('meeting/one', textOf)).toBe('原话续');
  });

  test('[Q3] sending the same foreign words again does not fill the quarantine', async () => {
    const wang = await rawClient(server, 'wang');
    wang.update(typed(7, ['原话'])[0]!);
    await wang.roundTrip();
    const li = await rawClient(server, 'li');
    const forged = typed(7, ['原话', '伪'])[1]!;
    for (let i = 0; i < 5; i++) li.update(forged);
    await li.roundTrip();
    expect(await server.hub.quarantined('meeting/one')).toHaveLength(1);
  });

  test('[I1] the next person on the same tablet may carry up what the last one left', async () => {
    const [first, second] = typed(7, ['上一位', '下一位']);
    const wang = await rawClient(server, 'wang', { device: 'shared' });
    wang.update(first!);
    await wang.roundTrip();
    const li = await rawClient(server, 'li', { device: 'shared' });
    li.update(second!);
    await li.roundTrip();
    expect(await server.hub.read('meeting/one', textOf)).toBe('上一位下一位');
    expect(await server.hub.quarantined('meeting/one')).toEqual([]);
  });

  test("[I2] nobody writes under the server's own client id", async () => {
    let clientId = 0;
    await server.hub.change('meeting/one', (doc) => {
      clientId = doc.clientID;
      doc.getText('text').insert(0, '议程');
    });
    const li = await rawClient(server, 'li');
    await li.roundTrip();
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(li.doc));
    forged.clientID = clientId;
    const before = Y.encodeStateVector(forged);
    forged.getText('text').insert(2, '伪');
    li.update(Y.encodeStateAsUpdate(forged, before));
    await li.roundTrip();
    expect(await server.hub.read('meeting/one', textOf)).toBe('议程');
    expect(await server.hub.quarantined('meeting/one')).toMatchObject([{ clientId }]);
  });

  test('[I1] a client id seen only as presence is its device’s from then on', async () => {
    const wang = await rawClient(server, 'wang');
    wang.send(1, new Uint8Array([1, 7, 1, 2, 123, 125]));
    await wang.roundTrip();
    const li = await rawClient(server, 'li');
    li.update(typed(7, ['伪'])[0]!);
    await li.roundTrip();
    expect(await server.hub.read('meeting/one', textOf)).toBe('');
    wang.update(typed(7, ['真'])[0]!);
    await wang.roundTrip();
    expect(await server.hub.read('meeting/one', textOf)).toBe('真');
  });

  test('[I1] bindings outlive a restart', async () => {
    const wang = await rawClient(server, 'wang');
    wang.update(typed(7, ['原话'])[0]!);
    await wang.roundTrip();
    await server.restart();
    const li = await rawClient(server, 'li');
    li.update(typed(7, ['原话', '伪'])[1]!);
    await li.roundTrip();
    expect(await server.hub.read('meeting/one', textOf)).toBe('原话');
  });
});
