import Database from 'better-sqlite3';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { replay, type CompactionStep } from '../../../server/collab/compaction';
import { openJournal } from '../../../server/collab/journal';
import { startTestServer, textOf, type TestServer } from './support/test-server';
import { rawClient, typed } from './support/raw-client';

let server: TestServer;
afterEach(() => server.stop());

const write = (text: string, document = 'meeting/one') =>
  server.hub.change(document, (doc) => doc.getText('text').insert(doc.getText('text').length, text));

describe('the server itself', () => {
  test('reads and changes a document nobody has open, and null or a throw says that there is none', async () => {
    server = await startTestServer();
    await write('议程');
    expect(await server.hub.read('meeting/one', textOf)).toBe('议程');
    expect(await server.hub.read('meeting/missing', textOf)).toBeNull();
    expect(await server.hub.watch('meeting/missing', () => {})).toBeNull();
    expect(await server.hub.read('unknown/one', textOf)).toBeNull();
    await expect(write('x', 'meeting/missing')).rejects.toThrow('no such document');
  });

  test('[W7] its change is on disk when it resolves, and reaches every client', async () => {
    server = await startTestServer();
    const wang = await rawClient(server, 'wang');
    await wang.roundTrip();
    await write('议程');
    expect(server.journal.load('meeting/one', 1).head).toBe(1);
    await wang.roundTrip();
    expect(textOf(wang.doc)).toBe('议程');
  });

  test('[W7] its change is made whole or not at all', async () => {
    server = await startTestServer();
    await write('原样');
    const half = server.hub.change('meeting/one', (doc) => {
      doc.getText('text').insert(0, '半');
      throw new Error('thought better of it');
    });
    await expect(half).rejects.toThrow('thought better of it');
    await write('续');
    expect(await server.hub.read('meeting/one', textOf)).toBe('原样续');
    expect(server.journal.load('meeting/one', 1).head).toBe(2);
  });

  test('[D3] watches: once at once, then after every committed change, until it stops', async () => {
    server = await startTestServer();
    const seen: string[] = [];
    const stop = await server.hub.watch('meeting/one', (doc) => void seen.push(textOf(doc)));
    await write('一');
    await write('二');
    stop!();
    await write('三');
    expect(seen).toEqual(['', '一', '一二']);
  });

  test('[W1] a watcher is called once for all that came within one turn, and one that throws harms nobody', async () => {
    server = await startTestServer();
    const seen: string[] = [];
    await server.hub.watch('meeting/one', () => {
      throw new Error('broken watcher');
    });
    await server.hub.watch('meeting/one', (doc) => void seen.push(textOf(doc)));
    const wang = await rawClient(server, 'wang');
    wang.update(Y.mergeUpdates(typed(7, ['一', '二', '三'])));
    await wang.acked(1);
    expect(seen).toEqual(['', '一二三']);
    expect(server.warnings.some((warning) => warning.includes('document watcher failed'))).toBe(true);
  });
});

describe('settling', () => {
  test('[D1] runs after a change, at most once in its time, with the committed state', async () => {
    server = await startTestServer({ settleMs: 40 });
    for (const word of ['一', '二', '三']) await write(word);
    await vi.waitFor(() => expect(server.settled.at(-1)?.text).toBe('一二三'));
    expect(server.settled.length).toBeLessThanOrEqual(2);
  });

  test('[D1] is tried again at the next change when it throws', async () => {
    let fails = true;
    const settled: string[] = [];
    server = await startTestServer({
      settleMs: 5,
      async settled(_name, doc) {
        if (fails) throw new Error('the database is busy');
        settled.push(textOf(doc));
      }
    });
    await write('一');
    await vi.waitFor(() => expect(server.warnings.some((warning) => warning.includes('settling failed'))).toBe(true));
    fails = false;
    await write('二');
    await vi.waitFor(() => expect(settled).toEqual(['一二']));
  });

  test('runs when asked', async () => {
    server = await startTestServer({ settleMs: 60_000 });
    await write('一');
    await server.hub.settle('meeting/one');
    expect(server.settled).toEqual([{ document: 'meeting/one', text: '一' }]);
  });

  test('[D1] runs at the end, and what a crash left is settled at the next start without anybody opening it', async () => {
    server = await startTestServer({ settleMs: 60_000 });
    await write('一');
    await server.restart();
    expect(server.settled).toEqual([{ document: 'meeting/one', text: '一' }]);
    server.journal.commit([
      {
        document: 'meeting/left',
        epoch: 1,
        rows: [{ seq: 1, update: typed(7, ['没来得及'])[0]!, author: { accountId: 'wang', deviceId: 'tablet' } }],
        bindings: [],
        quarantined: [],
        resolved: [],
        settled: 0
      }
    ]);
    await server.restart();
    await vi.waitFor(() => expect(server.settled.at(-1)).toEqual({ document: 'meeting/left', text: '没来得及' }));
    const before = server.settled.length;
    await server.restart();
    await server.hub.read('meeting/one', textOf);
    expect(server.settled.length).toBe(before);
  });
});

describe('a document nobody uses', () => {
  test('[D2] is settled and unloaded, and loads again as it was', async () => {
    server = await startTestServer({ settleMs: 60_000, limits: { idleMs: 40 } });
    const wang = await rawClient(server, 'wang');
    for (const update of typed(7, ['路', '灯', '坏', '了'])) wang.update(update);
    await wang.acked(4);
    await server.hub.change('meeting/one', (doc) => doc.getText('text').delete(1, 1));
    const before = await server.hub.read('meeting/one', (doc) => Y.snapshot(doc));
    wang.socket.close();
    await vi.waitFor(() => expect(server.hub.stats().documents).toBe(0), { timeout: 5_000 });
    expect(server.settled).toEqual([{ document: 'meeting/one', text: '路坏了' }]);
    const after = await server.hub.read('meeting/one', (doc) => Y.snapshot(doc));
    expect(Y.equalSnapshots(before!, after!)).toBe(true);
  });

  test('[D2] stays while somebody watches', async () => {
    server = await startTestServer({ limits: { idleMs: 20 } });
    const stop = await server.hub.watch('meeting/one', () => {});
    await server.hub.read('meeting/two', textOf);
    await vi.waitFor(() => expect(server.hub.stats().documents).toBe(1), { timeout: 5_000 });
    stop!();
    await vi.waitFor(() => expect(server.hub.stats().documents).toBe(0), { timeout: 5_000 });
  });
});

describe('compaction', () => {
  const onDisk = () => server.journal.load('meeting/one', 1);

  test('[S1] puts a snapshot in the place of the rows, keeps who wrote them, and the state equals', async () => {
    server = await startTestServer({ limits: { compactRows: 20 } });
    const wang = await rawClient(server, 'wang');
    for (const update of typed(
      7,
      Array.from({ length: 25 }, (_, i) => `${i}，`)
    )) {
      wang.update(update);
      await wang.roundTrip();
    }
    await vi.waitFor(() => expect(onDisk().rows).toBeLessThan(20));
    expect(onDisk().head).toBe(25);
    const before = await server.hub.read('meeting/one', textOf);
    expect(textOf(replay(onDisk().updates.map(({ update }) => update)))).toBe(before);
    const db = new Database(server.file, { readonly: true });
    expect(db.prepare('SELECT sum(rows) AS rows, min(first_seq) AS first FROM written').get()).toMatchObject({
      rows: 25 - onDisk().rows,
      first: 1
    });
    db.close();
    await server.restart();
    expect(await server.hub.read('meeting/one', textOf)).toBe(before);
  });

  test.each<CompactionStep>(['encoded', 'verified', 'snapshot-written'])(
    '[S2] that fails once %s leaves every row, and the next succeeds',
    async (step) => {
      let fails = true;
      server = await startTestServer({
        limits: { compactRows: 5 },
        probe: (at) => {
          if (fails && at === step) throw new Error(`failed at ${at}`);
        }
      });
      for (let i = 0; i < 5; i++) await write(`${i}`);
      await vi.waitFor(() =>
        expect(server.warnings.some((warning) => warning.includes('compaction failed'))).toBe(true)
      );
      expect(onDisk()).toMatchObject({ head: 5, rows: 5 });
      fails = false;
      for (let i = 5; i < 10; i++) await write(`${i}`);
      await vi.waitFor(() => expect(onDisk()).toMatchObject({ head: 10, rows: 0 }));
      await server.restart();
      expect(await server.hub.read('meeting/one', textOf)).toBe('0123456789');
    }
  );

  test('[S2] does not happen when the snapshot is not what the disk says', async () => {
    server = await startTestServer({
      limits: { compactRows: 3 },
      wrap: (journal) => ({
        ...journal,
        load(document, epoch) {
          const stored = journal.load(document, epoch);
          return { ...stored, updates: stored.updates.slice(0, 2) };
        }
      })
    });
    for (let i = 0; i < 3; i++) await write(`${i}`);
    await vi.waitFor(() => expect(server.warnings.some((warning) => warning.includes('not what'))).toBe(true));
    expect(onDisk()).toMatchObject({ head: 3, rows: 3 });
  });
});

describe('a socket that stays open', () => {
  test('[G4] is closed once its session has ended or its right is gone', async () => {
    server = await startTestServer({ limits: { recheckMs: 30 } });
    const wang = await rawClient(server, 'wang');
    await wang.roundTrip();
    server.rights.set('wang', 'none');
    expect(await wang.closed).toBe(4403);
  });

  test('[G4] can only read once its right says so, without being closed', async () => {
    server = await startTestServer({ limits: { recheckMs: 30 } });
    const wang = await rawClient(server, 'wang');
    server.rights.set('wang', 'read');
    const [first] = typed(7, ['一']);
    let asked = 0;
    const open = server.kind.open;
    server.kind.open = (caller, name) => (asked++, open(caller, name));
    await vi.waitFor(() => expect(asked).toBeGreaterThan(0), { timeout: 5_000 });
    wang.update(first!);
    await wang.roundTrip();
    expect(await server.hub.read('meeting/one', textOf)).toBe('');
  });

  test('[K1] hears something often enough for its watchdog, which nobody has to understand', async () => {
    server = await startTestServer({ limits: { keepAliveMs: 20 } });
    const viewer = await rawClient(server, 'viewer');
    await vi.waitFor(() =>
      expect(viewer.heard.filter(({ type, bytes }) => type === 1 && bytes.length === 1).length).toBeGreaterThan(2)
    );
  });
});

test('[J3] a journal of a newer version is not opened', async () => {
  server = await startTestServer();
  const db = new Database(server.file);
  db.pragma('user_version = 99');
  db.close();
  expect(() => openJournal(server.file, () => new Date())).toThrow('newer version');
});
