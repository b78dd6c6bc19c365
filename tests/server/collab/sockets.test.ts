import net from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { waitingRoom } from '../../../server/collab/waiting-room';
import { cookieOf, startTestServer, textOf, type TestServer } from './support/test-server';
import { rawClient, typed } from './support/raw-client';

/**
 * `SOCKETS=10000 npx vitest run tests/server/collab/sockets.test.ts`; needs as many file descriptors twice. `npm run chaos`
 * opens 2,000.
 */
const MANY = Number(process.env.SOCKETS ?? 500);

let server: TestServer;
afterEach(() => server?.stop());

/** Bytes on a TCP connection, and nothing after them; resolves when the other end has closed it. */
async function opened(bytes: string): Promise<{ socket: net.Socket; gone: Promise<void> }> {
  const { hostname, port } = new URL(server.url);
  const socket = net.connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  // Nobody reads what it is told; but its end is seen.
  socket.on('data', () => {});
  socket.once('end', () => socket.end());
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(bytes);
  return { socket, gone };
}

const handshake = (headers: Record<string, string> = {}, document = 'meeting/one') =>
  [
    `GET /collab/${document} HTTP/1.1`,
    ...Object.entries({
      host: new URL(server.url).host,
      origin: server.url,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers
    }).map(([name, value]) => `${name}: ${value}`),
    '',
    ''
  ].join('\r\n');

async function inBatches<T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count)
    made.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - made.length) }, (_, i) => make(made.length + i))))
    );
  return made;
}

describe('sockets opened and left', () => {
  const short = { silentMs: 400, keepAliveMs: 100, closingMs: 300 };
  beforeEach(async () => {
    server = await startTestServer({ limits: short });
  });

  test(`of strangers, ${MANY} of them, cost no document and are gone after their time though they never answer; the server goes on`, async () => {
    const wang = await rawClient(server, 'wang');
    const strangers = await inBatches(MANY, () => opened(handshake()));
    expect(server.hub.stats().connections).toBe(1);
    const words = typed(7, ['照', '常', '记']);
    for (const word of words) wang.update(word);
    await wang.acked(words.length);
    await Promise.all(strangers.map(({ gone }) => gone));
    expect(server.hub.stats()).toEqual({ documents: 1, connections: 1, pending: 0, queuedBytes: 0 });
    expect(await server.hub.read('meeting/one', textOf)).toBe('照常记');
  });

  test('[K2] of people who may come in but say nothing and answer no ping are gone after their time, one a device', async () => {
    const wang = await rawClient(server, 'wang');
    const silent = await inBatches(300, (i) => opened(handshake({ cookie: cookieOf('li', `tablet ${i}`) })));
    wang.update(typed(7, ['照常'])[0]!);
    await wang.acked(1);
    await Promise.all(silent.map(({ gone }) => gone));
    await wang.roundTrip();
    expect(server.hub.stats().connections).toBe(1);
  });

  test('[K2] of a client that answers are kept, though the server stood still for longer than a client may be silent', async () => {
    const wang = await rawClient(server, 'wang');
    let pings = 0;
    const pinged = (count: number) =>
      new Promise<void>((resolve) => wang.socket.on('ping', () => ++pings >= count && resolve()));
    await pinged(1);
    // Nothing is read and no timer runs, as while a slow disk or a sleeping machine holds the process up.
    const until = performance.now() + short.silentMs + 2 * short.keepAliveMs;
    while (performance.now() < until);
    await pinged(4);
    expect(wang.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('[K2] half open, their other end gone without a word, are cut', async () => {
    const li = await rawClient(server, 'li');
    // It no longer reads: no pong comes, as from a tablet that was carried out of the building.
    li.socket.pause();
    await vi.waitFor(() => expect(server.hub.stats().connections).toBe(0), { timeout: 5_000 });
    li.socket.terminate();
  });

  test('[K2] a client that only listens but answers pings stays', async () => {
    const viewer = await rawClient(server, 'viewer');
    let pings = 0;
    await new Promise<void>((resolve) => viewer.socket.on('ping', () => ++pings === 8 && resolve()));
    expect(viewer.socket.readyState).toBe(WebSocket.OPEN);
    expect(server.hub.stats().connections).toBe(1);
  });
});

describe('sockets whose right takes long to look at', () => {
  const never = () => new Promise<null>(() => {});
  const cookie = { cookie: cookieOf('li') };

  test('[G6] wait for so long, are so many of one caller, and hold up nobody else', async () => {
    server = await startTestServer({ limits: { pendingPerCaller: 5, pendingMs: 300 } });
    const open = server.kind.open;
    server.kind.open = (caller, name) => (caller.accountId === 'li' ? never() : open(caller, name));
    const waiting = await inBatches(20, () => opened(handshake(cookie)));
    await vi.waitFor(() => expect(server.hub.stats().pending).toBe(5));
    const wang = await rawClient(server, 'wang');
    await wang.roundTrip();
    await Promise.all(waiting.map(({ gone }) => gone));
    // What never ends keeps its place, so that no more of it piles up.
    expect(server.hub.stats()).toMatchObject({ connections: 1, pending: 5 });
    const { gone } = await opened(handshake(cookie));
    await gone;
    expect(server.hub.stats().pending).toBe(5);
  });

  test('[G6] a place is free again once its look has ended, well or badly', async () => {
    const room = waitingRoom({ pendingUpgrades: 2, pendingPerCaller: 1, pendingMs: 60_000 });
    const from = (caller: string) => ({ headers: { cookie: caller } }) as Parameters<typeof room.enter>[0];
    let end: (value: string) => void = () => {};
    const first = room.enter(from('a'), () => new Promise<string>((resolve) => (end = resolve)), never);
    expect(room.enter(from('a'), never, never)).toBeNull();
    const second = room.enter(from('b'), () => Promise.reject(new Error('no database')), never);
    expect(room.enter(from('c'), never, never)).toBeNull();
    await expect(second).rejects.toThrow('no database');
    end('in');
    expect(await first).toBe('in');
    expect(room.size).toBe(0);
    expect(await room.enter(from('a'), async () => 'again', never)).toBe('again');
  });
});
