import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { projection } from '$lib/document/projection';
import { shattered } from './support/malformed';
import { rawClient as anyClient, typed, type RawClient } from './support/raw-client';
import { startTestServer, textOf, type TestServer } from './support/test-server';

const rawClient = (...[of, who, more]: Parameters<typeof anyClient>) =>
  anyClient(of, who, { query: '?ack=1&proofs=1', ...more });

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

test('[Q1] an update with a foreign struct is put aside whole: its deletions and its own words change nothing', async () => {
  const wang = await rawClient(server, 'wang');
  wang.update(typed(7, ['原话'])[0]!);
  await wang.roundTrip();
  const li = await rawClient(server, 'li');
  await li.roundTrip();
  const forged = new Y.Doc();
  Y.applyUpdate(forged, typed(7, ['原话'])[0]!);
  forged.clientID = 7;
  forged.getArray('votes').push(['伪']);
  forged.getText('text').delete(0, 2);
  const own = typed(8, ['自己的'])[0]!;
  li.update(Y.mergeUpdates([Y.encodeStateAsUpdate(forged), own]));
  await li.acked(1);
  await wang.roundTrip();
  expect(await server.hub.read('meeting/one', (doc) => doc.getArray('votes').toJSON())).toEqual([]);
  for (const text of [textOf(wang.doc), await server.hub.read('meeting/one', textOf)]) expect(text).toBe('原话');
  expect(await server.hub.quarantined('meeting/one')).toMatchObject([{ clientId: 7, accountId: 'li' }]);
  expect(li.heard.filter(({ type }) => type === 101)).toHaveLength(1);
});

test('[Q1] whatever mixture of own and foreign words and deletions it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.boolean(), fc.nat(), fc.nat(3), fc.string()), { minLength: 1 }),
      async (edits) => {
        const document = `meeting/${crypto.randomUUID()}`;
        const wang = await rawClient(server, 'wang', { document });
        wang.update(typed(7, ['原来的话'])[0]!);
        await wang.acked(1);
        const li = await rawClient(server, 'li', { document });
        const forged = new Y.Doc();
        Y.applyUpdate(forged, typed(7, ['原来的话'])[0]!);
        const before = Y.encodeStateVector(forged);
        for (const [foreign, at, length, word] of edits) {
          forged.clientID = foreign ? 7 : 8;
          const text = forged.getText('text');
          const from = at % (text.length + 1);
          text.delete(from, Math.min(length, text.length - from));
          text.insert(from, word);
        }
        const update = Y.encodeStateAsUpdate(forged, before);
        li.update(update);
        await li.acked(1);
        const aside = await server.hub.quarantined(document);
        const wroteAsOther = Y.getState(forged.store, 7) > 4;
        expect(aside).toHaveLength(wroteAsOther ? 1 : 0);
        expect(await server.hub.read(document, textOf)).toBe(wroteAsOther ? '原来的话' : textOf(forged));
        if (wroteAsOther) expect(await server.hub.readWith(document, [aside[0]!.id], textOf)).toBe(textOf(forged));
        for (const { socket } of [wang, li]) socket.terminate();
      }
    ),
    { numRuns: 30 }
  );
});

test('[Q2] who wrote on after that is not asked again and again, and its words wait beside it', async () => {
  const wang = await rawClient(server, 'wang');
  wang.update(typed(7, ['原话'])[0]!);
  await wang.acked(1);
  const li = await rawClient(server, 'li');
  const doc = new Y.Doc();
  doc.clientID = 8;
  Y.applyUpdate(doc, typed(7, ['原话', '旧号'])[0]!);
  Y.applyUpdate(doc, typed(7, ['原话', '旧号'])[1]!);
  li.update(Y.encodeStateAsUpdate(doc));
  doc.on('update', (update: Uint8Array) => li.update(update));
  for (const word of ['接', '着', '写']) doc.getText('text').insert(doc.getText('text').length, word);
  await li.acked(4);
  expect(li.heard.filter(({ type, step }) => type === 0 && step === 0)).toHaveLength(1);
  const aside = await server.hub.quarantined('meeting/one');
  expect(await server.hub.read('meeting/one', textOf)).toBe('原话');
  const ids = aside.map(({ id }) => id);
  expect(await server.hub.readWith('meeting/one', ids, (all, left) => [textOf(all), left])).toEqual([
    '原话旧号接着写',
    0
  ]);
  // Only the first: the others fit by themselves then.
  expect(await server.hub.decide('meeting/one', [Math.min(...ids)], 'taken', 'zhao')).toBe(1);
  expect(await server.hub.read('meeting/one', textOf)).toBe('原话旧号接着写');
  await wang.roundTrip();
  expect(textOf(wang.doc)).toBe('原话旧号接着写');
  expect(await server.hub.quarantined('meeting/one')).toMatchObject([{ decision: 'taken', decidedBy: 'zhao' }]);
});

test('[Q5] what a person leaves is left, on record, and can be taken in later; twice is once', async () => {
  const wang = await rawClient(server, 'wang');
  wang.update(typed(7, ['原话'])[0]!);
  await wang.acked(1);
  const li = await rawClient(server, 'li');
  li.update(typed(7, ['原话', '补'])[1]!);
  await li.acked(1);
  const { id } = (await server.hub.quarantined('meeting/one'))[0]!;
  expect(await server.hub.decide('meeting/two', [id], 'taken', 'zhao'), 'of another document').toBe(0);
  expect(await server.hub.decide('meeting/one', [id], 'left', 'zhao')).toBe(1);
  await server.restart();
  expect(await server.hub.read('meeting/one', textOf)).toBe('原话');
  expect(await server.hub.quarantined('meeting/one')).toMatchObject([{ decision: 'left', decidedBy: 'zhao' }]);
  expect(await server.hub.decide('meeting/one', [id], 'taken', 'wang')).toBe(1);
  expect(await server.hub.decide('meeting/one', [id], 'taken', 'li')).toBe(0);
  expect(await server.hub.decide('meeting/one', [id], 'left', 'li')).toBe(0);
  expect(await server.hub.read('meeting/one', textOf)).toBe('原话补');
  expect(await server.hub.quarantined('meeting/one')).toMatchObject([{ decision: 'taken', decidedBy: 'wang' }]);
  await server.restart();
  expect(await server.hub.read('meeting/one', textOf)).toBe('原话补');
});

test('[Q5] what builds on something that never came is not taken in, and stays', async () => {
  const wang = await rawClient(server, 'wang');
  wang.update(typed(7, ['原话'])[0]!);
  await wang.acked(1);
  const li = await rawClient(server, 'li');
  li.update(typed(7, ['原话', '缺', '补'])[2]!);
  await li.acked(1);
  const ids = (await server.hub.quarantined('meeting/one')).map(({ id }) => id);
  expect(await server.hub.readWith('meeting/one', ids, (_doc, left) => left)).toBe(1);
  expect(await server.hub.decide('meeting/one', ids, 'taken', 'zhao')).toBe(0);
  expect(await server.hub.quarantined('meeting/one')).toMatchObject([{ decision: null }]);
});

test('[I4] a tablet that lost its cookie goes on where it was by its proof, and by no other', async () => {
  const proofOf = (client: RawClient) => client.heard.find(({ type }) => type === 102)!.bytes;
  const wang = await rawClient(server, 'wang', { device: 'old cookie' });
  wang.update(typed(7, ['原话'])[0]!);
  await wang.acked(1);
  const proof = proofOf(wang);
  const elsewhere = proofOf(await rawClient(server, 'wang', { document: 'meeting/two', device: 'old cookie' }));
  const [, second] = typed(7, ['原话', '续']);
  const tries: [string, Uint8Array | null][] = [
    ['wang', null],
    ['wang', elsewhere],
    ['wang', new TextEncoder().encode('["wang","old cookie","forged"]')],
    ['li', proof]
  ];
  for (const [who, shown] of tries) {
    const client = await rawClient(server, who, { device: 'new cookie' });
    if (shown) client.send(102, shown);
    client.step2(second!);
    await client.acked(1);
    expect(await server.hub.read('meeting/one', textOf)).toBe('原话');
  }
  const again = await rawClient(server, 'wang', { device: 'new cookie' });
  again.send(102, proof);
  again.step2(second!);
  await again.acked(1);
  expect(await server.hub.read('meeting/one', textOf)).toBe('原话续');
  expect(await server.hub.read('meeting/one', (_doc, whose) => whose(7))).toBe('wang');
});

test('[I4] is sent to nobody who may only read, or did not ask', async () => {
  for (const client of [await rawClient(server, 'viewer'), await rawClient(server, 'wang', { query: '?ack=1' })]) {
    await client.roundTrip();
    expect(client.heard.filter(({ type }) => type === 102)).toEqual([]);
  }
});

test('[B2] ids of which only a file tells are the tablet’s that comes back with them', async () => {
  const updates = typed(7, ['离线', '写的', '又写']);
  const li = { accountId: 'li' };
  expect(await server.hub.bringIn('meeting/one', updates[0]!, li)).toBe('taken');
  expect(await server.hub.read('meeting/one', (_doc, whose) => whose(7))).toBe('li');
  const wang = await rawClient(server, 'wang');
  wang.update(updates[1]!);
  await wang.acked(1);
  expect(await server.hub.read('meeting/one', (_doc, whose) => whose(7))).toBe('wang');
  await server.restart();
  expect(await server.hub.read('meeting/one', (_doc, whose) => whose(7))).toBe('wang');
  expect(await server.hub.bringIn('meeting/one', updates[2]!, li)).toBe('aside');
  expect(await server.hub.read('meeting/one', textOf)).toBe('离线写的');
});

test('[B1] a file is refused as a frame is: malformed, in too many pieces, or too much', async () => {
  const author = { accountId: 'li' };
  expect(await server.hub.bringIn('meeting/one', new Uint8Array([1, 2, 3]), author)).toBe('malformed');
  expect(await server.hub.bringIn('meeting/one', shattered(8, 50_000), author)).toBe('malformed');
  expect(await server.hub.bringIn('meeting/one', typed(7, ['缺', '补'])[1]!, author)).toBe('gap');
  expect(await server.hub.read('meeting/one', textOf)).toBe('');
});

test('[R1] a record whose key is deleted or replaced leaves its words; what is read at leisure stays', async () => {
  server.kind.keepsRecordsOf = ['entries'];
  await server.restart();
  const wang = await rawClient(server, 'wang');
  const doc = new Y.Doc();
  doc.on('update', (update: Uint8Array) => wang.update(update));
  const entry = new Y.Map<unknown>();
  doc.transact(() => {
    doc.getMap('entries').set('a', entry);
    entry.set('speaker', '王阿姨');
    entry.set('text', new Y.Text('灯坏了'));
  });
  (entry.get('text') as Y.Text).insert(3, '三天');
  doc.getMap('notes').set('b', '不留痕的');
  await wang.acked(3);
  const li = await rawClient(server, 'li');
  const theirs = new Y.Doc();
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc));
  theirs.on('update', (update: Uint8Array) => li.update(update));
  theirs.getMap('notes').delete('b');
  theirs.getMap('entries').set('a', new Y.Map());
  theirs.getMap('entries').delete('a');
  await li.acked(3);
  const traces = await server.hub.removed('meeting/one');
  expect(traces).toMatchObject([
    { root: 'entries', record: 'a', accountId: 'li', words: '{}' },
    { root: 'entries', record: 'a', accountId: 'li', deviceId: 'tablet of li' }
  ]);
  expect(JSON.parse(traces[1]!.words)).toEqual({ speaker: '王阿姨', text: '灯坏了三天' });
});

test('[Q6] what was taken in is in the log before it says so: a crash between asks once more, and nothing is there twice', async () => {
  await server.stop();
  let dies = true;
  server = await startTestServer({
    wrap: (journal) => ({
      ...journal,
      decide(...decision) {
        if (dies) throw new Error('the process died here');
        return journal.decide(...decision);
      }
    })
  });
  const wang = await rawClient(server, 'wang');
  wang.update(typed(7, ['原话'])[0]!);
  await wang.acked(1);
  const li = await rawClient(server, 'li');
  li.update(typed(7, ['原话', '补'])[1]!);
  await li.acked(1);
  const ids = (await server.hub.quarantined('meeting/one')).map(({ id }) => id);
  await expect(server.hub.decide('meeting/one', ids, 'taken', 'zhao')).rejects.toThrow('died here');
  await server.restart();
  expect(await server.hub.read('meeting/one', textOf)).toBe('原话补');
  expect(await server.hub.quarantined('meeting/one')).toMatchObject([{ decision: null }]);
  dies = false;
  expect(await server.hub.decide('meeting/one', ids, 'taken', 'zhao')).toBe(1);
  expect(await server.hub.read('meeting/one', textOf)).toBe('原话补');
});

test('[I5] who wrote a record is who made it, whatever it says, and whoever rewrites that', async () => {
  const li = await rawClient(server, 'li');
  const doc = new Y.Doc();
  doc.on('update', (update: Uint8Array) => li.update(update));
  const document = openMeetingDocument(doc);
  const id = document.addEntry({ kind: 'voice', speaker: '3号楼', text: '灯坏了', by: 'wang' });
  const honest = document.addEntry({ kind: 'voice', speaker: '3号楼', text: '是坏了', by: 'li' });
  await li.acked(2);
  const zhao = await rawClient(server, 'zhao');
  const theirs = new Y.Doc();
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc));
  theirs.on('update', (update: Uint8Array) => zhao.update(update));
  (theirs.getMap('entries').get(honest) as Y.Map<unknown>).set('by', 'zhao');
  await zhao.acked(1);
  const { entries, forged } = (await server.hub.read('meeting/one', projection))!;
  expect(entries.map((entry) => entry.by)).toEqual(['li', 'li']);
  const claims = Object.fromEntries(forged.map(({ path, ...claim }) => [path, claim]));
  expect(claims).toEqual({
    [`entries/${id}`]: { claimed: 'wang', author: 'li' },
    [`entries/${honest}`]: { claimed: 'zhao', author: 'li' }
  });
});
