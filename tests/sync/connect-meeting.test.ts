import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { connectMeeting, type MeetingConnection } from '$lib/sync/connect-meeting';
import { seedMeeting } from '$lib/document/seed-meeting';
import { cookieOf, startTestServer, type TestServer } from '../server/collab/support/test-server';

// The tablet's side against the real sync server, over a real socket.

let server: TestServer;
const connections: MeetingConnection[] = [];
const DOCUMENT = 'meeting/a';

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
  vi.stubGlobal('navigator', { onLine: true });
  server = await startTestServer();
  await server.hub.change(DOCUMENT, (doc) =>
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
  connections.splice(0).forEach((connection) => connection.destroy());
  await server.stop();
  vi.unstubAllGlobals();
});

/** A tablet of somebody's; `device` is what the device cookie stands for. */
function tablet(who: string, device = `tablet of ${who}`): MeetingConnection {
  class Signed extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie: cookieOf(who, device) }, origin: server.url });
    }
  }
  const connection = connectMeeting({
    documentName: DOCUMENT,
    epoch: 1,
    personName: who,
    url: `${server.url.replace('http', 'ws')}/collab`,
    WebSocket: Signed as unknown as typeof globalThis.WebSocket
  });
  connections.push(connection);
  return connection;
}

/** Resolves when it holds; looks whenever the connection or the document tells of a change. */
function until(connection: MeetingConnection, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      stop();
      connection.doc.off('update', look);
      resolve();
    };
    const stop = connection.subscribe(look);
    connection.doc.on('update', look);
    look();
  });
}
const settled = (connection: MeetingConnection) =>
  until(connection, () => connection.saved.onServer && connection.saved.kept === true);
const onServer = () =>
  server.hub.read(DOCUMENT, (doc) =>
    Object.values(doc.getMap('entries').toJSON()).map((entry) => (entry as { text: string }).text)
  );
const say = (connection: MeetingConnection, text: string) =>
  connection.document.addEntry({ kind: 'voice', speaker: '3号楼', text, by: 'me' });

describe('a tablet in a meeting', () => {
  it('counts what it wrote until the server has it on disk', async () => {
    const wang = tablet('wang');
    await until(wang, () => wang.status === 'connected');
    say(wang, '灯坏了');
    expect(wang.saved).toMatchObject({ waiting: 1, onServer: false });
    await settled(wang);
    expect(wang.saved).toEqual({ kept: true, waiting: 0, onServer: true });
    expect(await onServer()).toEqual(['灯坏了']);
  });

  it('sees what another writes, and where', async () => {
    const [wang, li] = [tablet('wang'), tablet('li')];
    await Promise.all([wang, li].map((one) => until(one, () => one.status === 'connected')));
    const entry = say(li, '快递绊人');
    await until(wang, () => wang.document.entries().some(({ text }) => text === '快递绊人'));
    li.presence.setEditing({ collection: 'entries', id: entry, field: 'text' });
    const other = () => wang.presence.list().find((one) => !one.self);
    await until(wang, () => other()?.editing?.id === entry);
    // The server says who it is, not the tablet.
    expect(other()).toMatchObject({ name: 'li of the community', editing: { collection: 'entries', field: 'text' } });
    li.presence.setEditing(null);
    await until(wang, () => other()?.editing === null);
  });

  it('carries up, after the server was away, what was written meanwhile', async () => {
    const wang = tablet('wang');
    await until(wang, () => wang.status === 'connected');
    const back = server.restart();
    await until(wang, () => wang.status !== 'connected');
    say(wang, '断网时说的');
    expect(wang.saved.waiting).toBe(1);
    await back;
    await settled(wang);
    expect(await onServer()).toEqual(['断网时说的']);
  });

  it('brings back after a kill of the page what had not reached the server, and says that it waits', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const before = tablet('wang');
    await until(before, () => before.saved.kept === true);
    say(before, '还没上传就关机了');
    await until(before, () => before.saved.kept === true);
    // The page is gone without a word: nothing is destroyed in order, its socket never was open.
    const after = tablet('wang');
    await until(after, () => after.document.entries().length === 1 && after.saved.waiting === 1);
    expect(after.status).toBe('offline');
    expect(after.saved).toEqual({ kept: true, waiting: 1, onServer: false });
    vi.stubGlobal('navigator', { onLine: true });
    const online = tablet('wang');
    await settled(online);
    expect(await onServer()).toEqual(['还没上传就关机了']);
    expect(online.doc.clientID).not.toBe(before.doc.clientID);
  });

  it('carries up what another page of the same tablet kept and could not send any more', async () => {
    const stays = tablet('wang');
    await settled(stays);
    vi.stubGlobal('navigator', { onLine: false });
    const goes = tablet('wang');
    await until(goes, () => goes.ready && goes.saved.kept === true);
    say(goes, '这一页关掉之前没来得及传');
    await until(goes, () => goes.saved.kept === true);
    goes.destroy();
    await until(stays, () => stays.document.entries().length === 1);
    await settled(stays);
    expect(await onServer()).toEqual(['这一页关掉之前没来得及传']);
  });

  it('undoes its own line and leaves what others wrote', async () => {
    const [wang, li] = [tablet('wang'), tablet('li')];
    await Promise.all([wang, li].map((one) => until(one, () => one.status === 'connected')));
    say(li, '李的话');
    await until(wang, () => wang.document.entries().length === 1);
    expect(wang.undo.can()).toBe(false);
    say(wang, '王的话');
    expect(wang.undo.can()).toBe(true);
    wang.undo.undo();
    expect(wang.document.entries().map(({ text }) => text)).toEqual(['李的话']);
    wang.undo.redo();
    expect(
      wang.document
        .entries()
        .map(({ text }) => text)
        .sort()
    ).toEqual(['李的话', '王的话'].sort());
  });
});

describe('a tablet that the server will not have', () => {
  it.each([
    ['who is signed out', '', 'signed-out'],
    ['who has no right here', 'stranger', 'no-right']
  ] as const)('of one %s is told so and keeps every word', async (_, who, refused) => {
    const connection = tablet(who);
    await until(connection, () => connection.refused === refused);
    say(connection, '写了就不丢');
    await until(connection, () => connection.saved.kept === true);
    expect(connection.saved).toMatchObject({ waiting: 1, onServer: false });
    expect(connection.document.entries()).toHaveLength(1);
    expect(await onServer()).toEqual([]);
  });

  it('with a copy of an older history is told so, and mixes nothing', async () => {
    server.epoch = 2;
    const connection = tablet('wang');
    await until(connection, () => connection.refused === 'old-epoch');
    say(connection, '旧的');
    await until(connection, () => connection.saved.kept === true);
    expect(connection.saved.waiting).toBe(1);
  });

  it('because it may only read, shows everything and changes nothing for others', async () => {
    const [viewer, wang] = [tablet('viewer'), tablet('wang')];
    await Promise.all([viewer, wang].map((one) => until(one, () => one.status === 'connected')));
    say(viewer, '只读的人写的');
    say(wang, '能写的人写的');
    await settled(wang);
    await until(viewer, () => viewer.document.entries().some(({ text }) => text === '能写的人写的'));
    expect(await onServer()).toEqual(['能写的人写的']);
  });
});

describe('a tablet that lost its cookie', () => {
  it('goes on in its open page and in the next one, by what it kept, without anybody’s help', async () => {
    const before = tablet('wang', 'old cookie');
    await settled(before);
    server.rights.set('wang', 'none');
    server.hub.disconnect(() => true);
    await until(before, () => before.refused === 'no-right');
    before.document.addEntry({ kind: 'voice', speaker: '王师傅', text: '离线写的', by: 'wang' });
    await until(before, () => before.saved.kept === true);
    before.destroy();
    server.rights.set('wang', 'edit');
    const after = tablet('wang', 'new cookie');
    await settled(after);
    expect(after.aside).toBe(false);
    expect(await onServer()).toContain('离线写的');
    expect(await server.hub.quarantined(DOCUMENT)).toEqual([]);
  });

  it('hears that its words were put aside where it cannot prove it', async () => {
    const before = tablet('wang', 'old cookie');
    await settled(before);
    before.document.addEntry({ kind: 'voice', speaker: '王师傅', text: '先写的', by: 'wang' });
    await settled(before);
    server.rights.set('wang', 'none');
    server.hub.disconnect(() => true);
    await until(before, () => before.refused === 'no-right');
    before.document.addEntry({ kind: 'voice', speaker: '王师傅', text: '离线写的', by: 'wang' });
    await until(before, () => before.saved.kept === true);
    before.destroy();
    const after = tablet('li', 'new cookie');
    await until(after, () => after.aside);
    expect(await onServer()).not.toContain('离线写的');
    const aside = await server.hub.quarantined(DOCUMENT);
    await server.hub.decide(
      DOCUMENT,
      aside.map(({ id }) => id),
      'taken',
      'zhao'
    );
    expect(await onServer()).toContain('离线写的');
  });
});
