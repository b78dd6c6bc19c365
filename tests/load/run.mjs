// @ts-check
// `npm run bench:sync -- [--meetings 20] [--clients 4] [--rate 5] [--seconds 8] [--rounds 3]`
// The same people typing at the same speed, once against a bare relay, once against @y/websocket-server in memory, once
// against our server with its journal on disk. Servers and typists run in processes of their own; the servers take turns.
//   --big              200 meetings × 5 tablets + 10 viewers, one edit a second each; relay and ours
//   --until 250        from --meetings on (or 200) 50 more each time, until p99 passes so many milliseconds; ours
//   --churn 60         for so many minutes people come and go; memory before and after; ours
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    meetings: { type: 'string' },
    clients: { type: 'string' },
    viewers: { type: 'string' },
    rate: { type: 'string' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'string' },
    big: { type: 'boolean', default: false },
    until: { type: 'string' },
    churn: { type: 'string' }
  }
});
const usual = { meetings: '20', clients: '4', viewers: '0', rate: '5', rounds: '3' };
const large = { meetings: given.churn ? '20' : '200', clients: '5', viewers: '10', rate: '1', rounds: '1' };
const values = { ...(given.big || given.until || given.churn ? large : usual), ...given };
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
const names = values.only ? [values.only] : values.big ? ['relay', 'ours'] : Object.keys(servers);

const crowd = {
  meetings: Number(values.meetings),
  clients: Number(values.clients),
  viewers: Number(values.viewers),
  rate: Number(values.rate)
};

/** @typedef {{ p50: number, p99: number, cpu: number, memory: number, edits: number, heard: number }} Figures */

/**
 * @param {import('node:child_process').ChildProcess} child @param {unknown} [question]
 * @returns {Promise<any>}
 */
function ask(child, question) {
  return new Promise((resolve, reject) => {
    const ended = (/** @type {number | null} */ code) => reject(new Error(`a process ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer);
    });
    if (question) child.send(/** @type {import('node:child_process').Serializable} */ (question));
  });
}

/** @param {string} name @param {number} round @param {Record<string, string>} [env] */
async function started(name, round, env = {}) {
  const server = fork(/** @type {string} */ (servers[name]), [path.join(folder, `${name}-${round}.sqlite`)], {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc', ...(values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [])]
  });
  const { port } = await ask(server);
  const typists = fork(path.join(here, 'typists.mjs'), [], { env: { ...process.env, FORCE_COLOR: '0' } });
  async function end() {
    for (const child of [typists, server]) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.send('end');
      await gone;
    }
  }
  return { server, typists, port, end };
}

const megabytes = (/** @type {number} */ bytes) => (bytes / 1024 / 1024).toFixed(1);
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** @param {string} name @param {number} round @returns {Promise<Figures>} */
async function run(name, round) {
  const { server, typists, port, end } = await started(name, round);
  const empty = await ask(server, 'usage');
  await ask(typists, { port, ...crowd });
  const before = await ask(server, 'usage');
  const { edits, heard, p50, p99 } = await ask(typists, { measure: Number(values.seconds) * 1000 });
  const after = await ask(server, 'usage');
  await end();
  return {
    p50,
    p99,
    edits,
    heard,
    cpu: ((after.cpu - before.cpu) / edits) * 1000,
    memory: (after.rss - empty.rss) / crowd.meetings
  };
}

const MORE = 50;

/** How many meetings, until an edit's way takes too long for one in a hundred. @param {number} most */
async function runUntil(most) {
  const { server, typists, port, end } = await started('ours', 0);
  say(`meetings of ${crowd.clients} tablets and ${crowd.viewers} viewers, until p99 passes ${most} ms`);
  let held = 0;
  for (let from = 0, { meetings } = crowd; ; from = meetings, meetings += MORE) {
    await ask(typists, { port, ...crowd, from, meetings });
    let best = Infinity;
    // Something else on this machine may have had its moment: too long only counts three times in a row.
    for (let tries = 0; tries < 3 && best > most; tries++) {
      const before = await ask(server, 'usage');
      const { edits, heard, p50, p99, cpu } = await ask(typists, { measure: Number(values.seconds) * 1000 });
      const after = await ask(server, 'usage');
      best = Math.min(best, p99);
      const share = (/** @type {number} */ ms) => `${(ms / Number(values.seconds) / 10).toFixed(0)} %`;
      say(
        `${meetings} meetings: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${edits} edits heard ${heard} times, ` +
          `server ${share(after.cpu - before.cpu)} of a core, typists ${share(cpu)}, ${megabytes(after.rss)} MB`
      );
    }
    if (best > most) break;
    held = meetings;
  }
  say(`p99 stayed within ${most} ms up to ${held} meetings (the typists share this machine)`);
  await end();
}

/** What is left of memory when people have come and gone. @param {number} minutes */
async function runChurn(minutes) {
  const { server, typists, port, end } = await started('ours', 0, { SOON: '1' });
  const unloaded = async () => {
    for (;;) {
      const usage = await ask(server, 'usage');
      const last = !usage.documents && !usage.connections;
      // Until after a heartbeat, at which devices that have rested are forgotten.
      await new Promise((resolve) => setTimeout(resolve, last ? 5_000 : 500));
      if (last) return ask(server, 'usage');
    }
  };
  const print = (/** @type {string} */ when, /** @type {any} */ { heap, rss }) =>
    say(`${when}: heap ${megabytes(heap)} MB, resident ${megabytes(rss)} MB, no document loaded`);
  print('empty', await unloaded());
  // The first minute fills caches and compiles; what matters is that it does not go on.
  const first = await ask(typists, { port, ...crowd, churn: Math.min(60_000, minutes * 30_000) });
  const before = await unloaded();
  print(`after ${first.visits} visits`, before);
  const { visits, edits } = await ask(typists, { port, ...crowd, churn: minutes * 60_000 });
  const after = await unloaded();
  print(`after ${visits} more, ${edits} edits, ${minutes} min`, after);
  say(`grown by ${megabytes(after.heap - before.heap)} MB of heap, ${megabytes(after.rss - before.rss)} MB resident`);
  await end();
}

if (values.until || values.churn) {
  if (values.until) await runUntil(Number(values.until));
  if (values.churn) await runChurn(Number(values.churn));
  process.exit(0);
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
  `${values.meetings} meetings × ${values.clients} people and ${values.viewers} viewers, ${values.rate} edits a second each, ${values.seconds} s, median of ${values.rounds}\n\n`
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
