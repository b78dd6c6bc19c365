import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { stockClient, until, type StockClient } from '../../support/stock-client';
import { textOf } from './support/test-server';

const runner = path.resolve(import.meta.dirname, '../../support/run-ts.mjs');
const file = path.resolve(import.meta.dirname, 'support/child.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-kill-'));
const journal = path.join(folder, 'collab.sqlite');

let child: ChildProcess;
const clients: StockClient[] = [];

async function start(port: number): Promise<number> {
  child = fork(runner, [file, journal, String(port)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
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

function open(port: number): StockClient {
  const client = stockClient({ url: `http://127.0.0.1:${port}`, document: 'meeting/one', cookie: 'who=wang' });
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients) client.destroy();
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

test('[A3] kill -9 straight after an acknowledgement loses nothing that was acknowledged', async () => {
  const port = await start(0);
  const wang = open(port);
  // Killed in the very turn in which the last acknowledgement is heard.
  const killed = new Promise<void>((resolve) => {
    const heard = wang.provider.messageHandlers[100]!;
    wang.provider.messageHandlers[100] = (...told) => {
      heard(...told);
      if (wang.acked() < 21) return;
      wang.destroy();
      resolve(kill());
    };
  });
  await until(wang, () => wang.provider.synced, 'sync');
  for (let i = 0; i < 20; i++) wang.doc.getText('text').insert(i, '字');
  wang.doc.getText('text').insert(20, '末');
  await killed;

  await start(port);
  const li = open(port);
  await until(li, () => li.provider.synced, 'sync');
  expect(textOf(li.doc)).toContain('字'.repeat(20));
});
