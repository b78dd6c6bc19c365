import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { seedMeeting } from '$lib/document/seed-meeting';
import { connectMeeting, type MeetingConnection } from '$lib/sync/connect-meeting';
import { cookieOf, startTestServer, type TestServer } from './support/test-server';

let server: TestServer;
const connections: MeetingConnection[] = [];

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
  vi.stubGlobal('navigator', { onLine: true });
  server = await startTestServer({ limits: { documentBytes: 4_000 } });
  await server.hub.change('meeting/a', (doc) =>
    seedMeeting(doc, {
      title: '议事会',
      kind: 'stool',
      venueId: null,
      startsAt: '2026-11-23T11:00:00.000Z',
      agenda: []
    })
  );
});
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.destroy();
  await server.stop();
  vi.unstubAllGlobals();
});

function tablet(who: string): MeetingConnection {
  class Signed extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie: cookieOf(who) }, origin: server.url });
    }
  }
  const connection = connectMeeting({
    documentName: 'meeting/a',
    epoch: 1,
    personName: who,
    url: `${server.url.replace('http', 'ws')}/collab`,
    WebSocket: Signed as unknown as typeof globalThis.WebSocket
  });
  connections.push(connection);
  return connection;
}

const until = (connection: MeetingConnection, holds: () => boolean) =>
  new Promise<void>((resolve) => {
    const stop = connection.subscribe(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
    if (holds()) {
      stop();
      resolve();
    }
  });

const write = (connection: MeetingConnection, text: string) =>
  connection.document.addEntry({ kind: 'voice', speaker: '3号楼', text, by: 'me' });

test('a tablet whose words the meeting can no longer hold is told so, and keeps them; the others go on', async () => {
  const [wang, li] = [tablet('wang'), tablet('li')];
  await Promise.all([wang, li].map((one) => until(one, () => one.status === 'connected')));
  write(wang, '写'.repeat(3_000));
  await until(wang, () => wang.refused === 'full');
  await until(wang, () => wang.saved.kept === true);
  expect(wang.saved).toEqual({ kept: true, waiting: 1, onServer: false });
  expect(wang.document.entries()).toHaveLength(1);
  write(li, '还记得下');
  await until(li, () => li.saved.onServer);
  expect(li.refused).toBeNull();
});
