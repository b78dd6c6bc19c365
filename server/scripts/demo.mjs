// @ts-check
// `npm run demo`: from a fresh clone to a neighbourhood one can click through. `-- --fresh` starts over.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildProduct, installPackages, root } from './install.mjs';

const host = process.env.HOST || '127.0.0.1';
const port = process.env.PORT || '4173';
const dataDir = path.resolve(process.env.DATA_DIR || path.join(root, '.data'));
const marker = path.join(dataDir, 'made-by-the-demo');

installPackages();
buildProduct();

if (existsSync(dataDir) && readdirSync(dataDir).length && !existsSync(marker)) {
  process.stderr.write(
    `${dataDir} holds data that the demo did not make; nothing was touched. Set DATA_DIR to another folder.\n`
  );
  process.exit(1);
}
if (process.argv.includes('--fresh') && existsSync(path.join(dataDir, 'lock.sqlite'))) {
  // As server/db/folder-lock.ts does it: nothing is taken away under a server that runs.
  const { default: Database } = await import('better-sqlite3');
  const lock = new Database(path.join(dataDir, 'lock.sqlite'), { timeout: 1_000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    process.stderr.write(`A demo is running on ${dataDir}. Stop it first (Ctrl+C in its window).\n`);
    process.exit(1);
  }
  lock.close();
}
if (process.argv.includes('--fresh')) rmSync(dataDir, { recursive: true, force: true });
mkdirSync(dataDir, { recursive: true });
writeFileSync(marker, 'This folder was made by `npm run demo`; `npm run demo -- --fresh` empties it.\n');

const server = spawn(process.execPath, [path.join(root, 'build/index.js')], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    HOST: host,
    PORT: port,
    DATA_DIR: dataDir,
    STOOLSIDE_MODE: 'demo',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    NODE_ENV: 'production'
  }
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));
server.on('message', (message) => {
  const said =
    /** @type {{ listening?: { port: number }; demo?: { code: string; password: string; accounts: string[][] } }} */ (
      message
    );
  if (!said.listening || !said.demo) return;
  const address = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${said.listening.port}`;
  const { code, password, accounts } = said.demo;
  const rows = accounts.map(([username = '', who = '']) => `    ${username.padEnd(14)}${who}`).join('\n');
  process.stdout.write(`
  小板凳 Stoolside 已经摆好了 · is ready

    登录 Sign in       ${address}
    大屏 Screen        ${address}/screen/${code}
    居民 Residents     ${address}/m/${code}

  账号 Accounts（密码 password: ${password}）
${rows}

  数据 Data          ${dataDir}
  重新开始 Start over   npm run demo -- --fresh
  停止 Stop            Ctrl+C
`);
});
