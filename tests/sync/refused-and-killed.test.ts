import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { seedMeeting } from '$lib/document/seed-meeting';
import { connectMeeting, type MeetingConnection } from '$lib/sync/connect-meeting';
import { cookieOf, startTestServer, type TestServer } from '../server/collab/support/test-server';

// What a tablet holds when the server throws it out, comes back otherwise, or dies: nothing kept may be lost by it.

const connections: MeetingConnection[] = [];
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
  vi.stubGlobal('navigator', { onLine: true });
});
afterEach(() => {
  connections.splice(0).forEach((connection) => connection.destroy());
  vi.unstubAllGlobals();
});

function open(url: string, who: string, { documentName = 'meeting/a', epoch = 1 } = {}): MeetingConnection {
  class Signed extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie: cookieOf(who, 'the tablet') }, origin: url });
    }
  }
  const connection = connectMeeting({
    documentName,
    epoch,
    personName: who,
    url: `${url.replace('http', 'ws')}/collab`,
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
const connected = (one: MeetingConnection) => until(one, () => one.status === 'connected');
const kept = (one: MeetingConnection) => until(one, () => one.saved.kept === true);
const settled = (one: MeetingConnection) => until(one, () => one.saved.onServer && one.saved.kept === true);
const say = (one: MeetingConnection, text: string) =>
  one.document.addEntry({ kind: 'voice', speaker: '3号楼', text, by: 'me' });
const said = (one: MeetingConnection) => one.document.entries().map(({ text }) => text);

describe('a tablet that the server has refused', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
    for (const name of ['meeting/a', 'meeting/b'])
      await server.hub.change(name, (doc) =>
        seedMeeting(doc, {
          title: name,
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
  });
  const onServer = (name = 'meeting/a') =>
    server.hub.read(name, (doc) =>
      Object.values(doc.getMap('entries').toJSON()).map((entry) => (entry as { text: string }).text)
    );

  it('carries up what was written meanwhile once the person has signed in again', async () => {
    const out = open(server.url, '');
    await until(out, () => out.refused === 'signed-out');
    say(out, '没登录时记的');
    await kept(out);
    // Signing in leads away from the page and back to it.
    out.destroy();
    const back = open(server.url, 'wang');
    await settled(back);
    expect(back.refused).toBeNull();
    expect(await onServer()).toEqual(['没登录时记的']);
  });

  it('counts all that waits after every reload, also what was written before the copy was read', async () => {
    for (const [n, text] of ['一', '二', '三'].entries()) {
      const out = open(server.url, '');
      say(out, text);
      await until(out, () => out.saved.kept === true && out.document.entries().length === n + 1);
      await until(out, () => out.refused === 'signed-out');
      expect(out.saved.waiting).toBe(n + 1);
      await kept(out);
    }
    const back = open(server.url, 'wang');
    await settled(back);
    expect((await onServer())?.sort()).toEqual(['一', '二', '三'].sort());
  });

  it('in the middle of a meeting is told so, shows the rest and keeps what follows, and brings it when it may again', async () => {
    const wang = open(server.url, 'wang');
    await connected(wang);
    say(wang, '还有权时说的');
    await settled(wang);
    server.rights.set('wang', 'none');
    server.hub.disconnect((caller) => caller.accountId === 'wang');
    await until(wang, () => wang.refused === 'no-right');
    say(wang, '被请出后写的');
    await kept(wang);
    expect(said(wang)).toEqual(['还有权时说的', '被请出后写的']);
    expect(wang.saved).toEqual({ kept: true, waiting: 1, onServer: false });
    expect(await onServer()).toEqual(['还有权时说的']);
    wang.destroy();
    server.rights.set('wang', 'edit');
    const again = open(server.url, 'wang');
    await settled(again);
    expect((await onServer())?.sort()).toEqual(['还有权时说的', '被请出后写的'].sort());
  });

  it('for its old history begins anew with the new one, and the words of the old stay on the tablet', async () => {
    const old = open(server.url, 'wang');
    await connected(old);
    server.epoch = 2;
    server.hub.disconnect(() => true);
    await until(old, () => old.refused !== null);
    say(old, '旧历史里写的');
    await kept(old);
    old.destroy();
    const fresh = open(server.url, 'wang', { epoch: 2 });
    await connected(fresh);
    expect(said(fresh)).toEqual([]);
    expect(fresh.saved.waiting).toBe(0);
    const looked = open(server.url, 'wang', { epoch: 1 });
    await until(looked, () => looked.refused === 'old-epoch');
    expect(said(looked)).toEqual(['旧历史里写的']);
    expect(looked.saved).toEqual({ kept: true, waiting: 1, onServer: false });
  });

  it('for one meeting goes on in another, and the two do not mix', async () => {
    const [a, b] = [open(server.url, 'wang'), open(server.url, 'wang', { documentName: 'meeting/b' })];
    await Promise.all([connected(a), connected(b)]);
    say(a, '甲会');
    say(b, '乙会');
    await Promise.all([settled(a), settled(b)]);
    expect([await onServer('meeting/a'), await onServer('meeting/b')]).toEqual([['甲会'], ['乙会']]);
    a.destroy();
    b.destroy();
    const [a2, b2] = [open(server.url, ''), open(server.url, '', { documentName: 'meeting/b' })];
    await Promise.all([a2, b2].map((one) => until(one, () => one.refused === 'signed-out')));
    expect([said(a2), said(b2)]).toEqual([['甲会'], ['乙会']]);
  });

  it('hears of who comes and who goes', async () => {
    const [wang, li] = [open(server.url, 'wang'), open(server.url, 'li')];
    await Promise.all([connected(wang), connected(li)]);
    const names = () => wang.presence.list().map(({ name, self }) => `${name}${self ? ' (self)' : ''}`);
    await until(wang, () => names().some((name) => name.startsWith('li of')));
    expect(wang.presence.list().filter(({ self }) => self)).toHaveLength(1);
    li.destroy();
    await until(wang, () => names().length === 1);
    expect(names()[0]).toContain('(self)');
  });
});

describe('a tablet whose server is killed', () => {
  const runner = path.resolve(import.meta.dirname, '../support/run-ts.mjs');
  const file = path.resolve(import.meta.dirname, '../server/collab/support/child.ts');
  const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-killed-'));
  let child: ChildProcess;

  function start(port: number): Promise<number> {
    child = fork(runner, [file, path.join(folder, 'collab.sqlite'), String(port)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc']
    });
    return new Promise((resolve, reject) => {
      child.once('message', (message: { port: number }) => resolve(message.port));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
  }
  function kill(): Promise<void> {
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    return gone;
  }
  afterEach(async () => {
    connections.splice(0).forEach((connection) => connection.destroy());
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has all of it there again once it is back: what was on the server, on its way, and written without it', async () => {
    const port = await start(0);
    const url = `http://127.0.0.1:${port}`;
    const wang = open(url, 'wang');
    await connected(wang);
    say(wang, '已经存好');
    await settled(wang);
    say(wang, '正在路上');
    const dead = kill();
    say(wang, '死的那一刻');
    await dead;
    await until(wang, () => wang.status !== 'connected');
    say(wang, '没有服务器时');
    await kept(wang);
    expect(wang.saved.waiting).toBeGreaterThanOrEqual(1);
    await start(port);
    await settled(wang);
    expect(wang.saved.waiting).toBe(0);
    const li = open(url, 'li', { documentName: 'meeting/a' });
    await connected(li);
    expect(said(li).sort()).toEqual(['已经存好', '正在路上', '死的那一刻', '没有服务器时'].sort());
  });
});
