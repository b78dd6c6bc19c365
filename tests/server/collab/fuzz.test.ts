import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { replay } from '../../../server/collab/compaction';
import { bareRoom } from './support/bare-room';
import { startTestServer } from './support/test-server';
import { frame, malformed, mulberry } from './support/malformed';
import { rawClient } from './support/raw-client';

/** `FUZZ_SEED=1 FUZZ_FRAMES=1000000 npx vitest run tests/server/collab/fuzz.test.ts`; `npm run chaos` sends 100,000. */
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const FRAMES = Number(process.env.FUZZ_FRAMES ?? 20_000);
/** Frames of one attacker before the next comes in his place. */
const OF_ONE = 50;
/** Above what any other id here is drawn from. */
const GOOD = 2 ** 40 + 1;

/** The tablet whose words must all be there. It sends only when told, so that its words fall between the others' frames. */
function goodTablet() {
  const doc = new Y.Doc();
  doc.clientID = GOOD;
  const words: string[] = [];
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === null) updates.push(update);
  });
  return {
    words,
    next(): Uint8Array {
      const word = `〔${words.length}〕`;
      words.push(word);
      const entry = doc.getArray<string>('said by the good');
      entry.insert(entry.length, [word]);
      return updates.pop()!;
    }
  };
}
const said = (doc: Y.Doc) => doc.getArray<string>('said by the good').toArray();

test(`[F2] ${FRAMES} malformed frames leave a meeting as it is (seed ${SEED})`, async () => {
  const random = mulberry(SEED);
  const server = bareRoom();
  const heap = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  try {
    const good = goodTablet();
    const writer = server.join('wang');
    const reader = server.join('li');
    for (const client of [writer, reader]) client.send(frame(0, 0, Y.encodeStateVector(client.doc)));
    expect(writer.send(frame(0, 2, good.next()))).toBeNull();
    const next = malformed(random, GOOD);
    const cost = new Map<number | null, number>();
    let attacker = server.join('mallory');
    for (let sent = 1; sent <= FRAMES; sent++) {
      const bad = next();
      try {
        const code = attacker.send(bad);
        cost.set(code, (cost.get(code) ?? 0) + 1);
      } catch (error) {
        throw new Error(`frame ${sent} of seed ${SEED}: ${Buffer.from(bad).toString('hex')}`, { cause: error });
      }
      if (sent % 20 === 0) server.flush();
      if (sent % 100 === 0) expect(writer.send(frame(0, 2, good.next()))).toBeNull();
      if (sent % OF_ONE) continue;
      attacker.leave();
      attacker = server.join(`mallory ${sent / OF_ONE}`, random() < 0.1 ? 'read' : 'edit');
      if (sent % 1_000 === 0) await server.settled();
    }
    attacker.leave();
    await server.settled();

    expect([...cost.keys()].every((code) => code === null || code === 4522 || code === 4529)).toBe(true);
    expect(writer.acked).toBe(good.words.length);
    for (const doc of [
      server.room.doc,
      reader.doc,
      replay(server.journal.load('meeting/one', 1).updates.map((row) => row.update))
    ])
      expect(said(doc)).toEqual(good.words);
    expect(Y.encodeStateVector(reader.doc)).toEqual(Y.encodeStateVector(server.room.doc));
    expect(server.errors).toEqual([]);
    expect(server.room.connections.size).toBe(2);
    expect(server.room.logged.queuedBytes).toBe(0);
    // With --expose-gc: what they left is what the limits let stand aside, however much they sent.
    if (globalThis.gc) expect(heap() - before).toBeLessThan(200_000_000);
    // Some of it was well-formed by chance or is legal by itself, such as a gap: the run reaches beyond the first check.
    expect(cost.get(4522)).toBeGreaterThan(FRAMES / 4);
    expect(cost.get(null)).toBeGreaterThan(FRAMES / 10);
  } finally {
    await server.stop();
  }
}, 600_000);

test(`[F2] four thousand of them through real sockets cost their own connections and nothing else (seed ${SEED})`, async () => {
  const server = await startTestServer();
  try {
    const random = mulberry(SEED);
    const good = goodTablet();
    const writer = await rawClient(server, 'wang');
    const next = malformed(random, GOOD);
    const codes = new Set<number>();
    // An id belongs to the first device that uses it, and no other device knows it before that.
    writer.update(good.next());
    await writer.acked(1);
    for (let round = 0; round < 200; round++) {
      // A device each, so that one's spent rate is not the next one's.
      const attacker = await rawClient(server, 'li', { device: `mallory ${round}` });
      for (let i = 0; i < 20; i++) attacker.socket.send(next());
      attacker.socket.close();
      codes.add(await attacker.closed);
      writer.update(good.next());
    }
    await writer.acked(good.words.length);
    expect(codes).toContain(4522);
    await writer.roundTrip();
    expect(await server.hub.read('meeting/one', said)).toEqual(good.words);
    expect(server.fatal).toEqual([]);
    expect(server.warnings.filter((warning) => warning.startsWith('error'))).toEqual([]);
    expect(server.hub.stats()).toEqual({ documents: 1, connections: 1, pending: 0, queuedBytes: 0 });
    const before = await server.hub.read('meeting/one', (doc) => Y.encodeStateVector(doc));
    await server.restart();
    expect(await server.hub.read('meeting/one', (doc) => Y.encodeStateVector(doc))).toEqual(before);
    expect(await server.hub.read('meeting/one', said)).toEqual(good.words);
  } finally {
    await server.stop();
  }
});
