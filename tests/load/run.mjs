// @ts-check
// `npm run bench:sync -- [--meetings 20] [--clients 4] [--rate 5] [--seconds 8] [--rounds 3]`
// The same people typing at the same speed, once against a bare relay, once against @y/websocket-server in memory, once
// against our server with its journal on disk. Servers and typists run in processes of their own; the servers take turns.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    meetings: { type: 'string', default: '20' },
    clients: { type: 'string', default: '4' },
    rate: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    profile: { type: 'string' }
  }
});
if (positionals[0] !== 'sync') {
  process.stderr.write('Say what to measure: sync\n');
  process.exit(1);
}

const here = import.meta.dirname;
const root = path.resolve(here, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-load-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// Ours bundled as production bundles it. Inside the tree, so that it finds its packages.
const bundle = path.join(root, 'node_modules/.cache/stoolside-load');
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: path.join(here, 'servers/hub.ts'),
    outDir: bundle,
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: 'hub.mjs' } }
  }
});

/** @type {Record<string, string>} */
const servers = {
  relay: path.join(here, 'servers/relay.mjs'),
  'y 0.1.1': path.join(here, 'servers/y-websocket-server.mjs'),
  ours: path.join(bundle, 'hub.mjs')
};
const names = values.only ? [values.only] : Object.keys(servers);

/** @typedef {{ p50: number, p99: number, cpu: number, memory: number, edits: number, heard: number }} Figures */

/**
 * @param {import('node:child_process').ChildProcess} child @param {unknown} [question]
 * @returns {Promise<any>}
 */
function ask(child, question) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`a process ended with ${code}`)));
    if (question) child.send(/** @type {import('node:child_process').Serializable} */ (question));
  });
}

/** @param {string} name @param {number} round @returns {Promise<Figures>} */
async function run(name, round) {
  const server = fork(/** @type {string} */ (servers[name]), [path.join(folder, `${name}-${round}.sqlite`)], {
    execArgv: ['--expose-gc', ...(values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [])]
  });
  const { port } = await ask(server);
  const empty = await ask(server, 'usage');
  const typists = fork(path.join(here, 'typists.mjs'), [], { env: { ...process.env, FORCE_COLOR: '0' } });
  await ask(typists, {
    port,
    meetings: Number(values.meetings),
    clients: Number(values.clients),
    rate: Number(values.rate)
  });
  const before = await ask(server, 'usage');
  const { edits, heard, p50, p99 } = await ask(typists, { measure: Number(values.seconds) * 1000 });
  const after = await ask(server, 'usage');
  for (const child of [typists, server]) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.send('end');
    await gone;
  }
  return {
    p50,
    p99,
    edits,
    heard,
    cpu: ((after.cpu - before.cpu) / edits) * 1000,
    memory: (after.rss - empty.rss) / Number(values.meetings)
  };
}

/** @type {Record<string, Figures[]>} */
const figures = Object.fromEntries(names.map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  const turn = names.map((_, i) => /** @type {string} */ (names[(i + round) % names.length]));
  for (const name of turn) figures[name]?.push(await run(name, round));
}

/** @param {number[]} list */
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;
/** @param {string} name @param {keyof Figures} key */
const figure = (name, key) => median((figures[name] ?? []).map((one) => one[key]));

process.stdout.write(
  `${values.meetings} meetings × ${values.clients} people, ${values.rate} edits a second each, ${values.seconds} s, median of ${values.rounds}\n\n`
);
const columns = ['server', 'p50 ms', 'p99 ms', 'CPU ms / 1,000 edits', 'KB / meeting', 'edits', 'heard'];
const rows = names.map((name) => [
  name,
  figure(name, 'p50').toFixed(2),
  figure(name, 'p99').toFixed(2),
  figure(name, 'cpu').toFixed(0),
  (figure(name, 'memory') / 1024).toFixed(0),
  String(figure(name, 'edits')),
  String(figure(name, 'heard'))
]);
const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0)));
for (const row of [columns, ...rows])
  process.stdout.write(`${row.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  ')}\n`);
if (names.length === 3) {
  /** @param {keyof Figures} key @param {string} other */
  const ratio = (key, other) => (figure('ours', key) / figure(other, key)).toFixed(2);
  process.stdout.write(
    `\nours ÷ relay:    p50 ${ratio('p50', 'relay')}, p99 ${ratio('p99', 'relay')}, CPU ${ratio('cpu', 'relay')} (aim: at most 1.40)` +
      `\nours ÷ y 0.1.1:  p50 ${ratio('p50', 'y 0.1.1')}, p99 ${ratio('p99', 'y 0.1.1')} (aim: at most 1.00), CPU ${ratio('cpu', 'y 0.1.1')}\n`
  );
}
