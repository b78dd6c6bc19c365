// @ts-check
// `npm run bench:phones -- [--phones 300] [--tablets 4] [--rate 4] [--seconds 12] [--rounds 3]`
// Four tablets write in one meeting: by themselves; while phones watch its page; while each of those phones also votes, supports
// an issue or raises a hand, all within `--seconds`; and while all of them vote within one second. How long an edit is on its
// way from tablet to tablet, and what the phones made of it. The built server and the phones run in processes of their own.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import * as Y from 'yjs';

const { values } = parseArgs({
  options: {
    phones: { type: 'string', default: '300' },
    tablets: { type: 'string', default: '4' },
    rate: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '12' },
    rounds: { type: 'string', default: '3' }
  }
});
const phones = Number(values.phones);
const tablets = Number(values.tablets);
const rate = Number(values.rate);
const ms = Number(values.seconds) * 1000;
const root = path.resolve(import.meta.dirname, '../..');

/** @param {(number | Uint8Array)[]} parts */
function frame(...parts) {
  const encoder = encoding.createEncoder();
  for (const part of parts)
    if (typeof part === 'number') encoding.writeVarUint(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  return encoding.toUint8Array(encoder);
}

/** The built server in demo mode on a folder of its own. */
async function serve() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'stoolside-phones-'));
  const child = fork(path.join(root, 'build/index.js'), {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
      ORIGIN: '',
      STOOLSIDE_MODE: 'demo',
      LOG_LEVEL: 'error',
      NODE_ENV: 'production'
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  });
  /** @type {any} */
  const said = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}; npm run build first`)));
    child.on('message', (/** @type {any} */ message) => message.listening && resolve(message));
  });
  child.removeAllListeners('exit');
  process.on('exit', () => {
    child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { url: `http://127.0.0.1:${said.listening.port}`, stop: () => child.kill('SIGTERM') };
}

/** @param {string} url @param {string} username */
async function signIn(url, username) {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'stoolside-demo' })
  });
  if (answer.status !== 204) throw new Error(`sign-in answered ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** @type {Map<string, number>} */
const sentAt = new Map();
/** @type {number[]} */
let delays = [];

/** A tablet that types into an entry of its own. @param {string} url @param {string} cookie @param {string} meeting */
async function tablet(url, cookie, meeting) {
  const doc = new Y.Doc();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/collab/meeting/${meeting}?ack=1`, {
    headers: { cookie, origin: url }
  });
  let synced = false;
  socket.on('message', (/** @type {Buffer} */ data) => {
    if (data[0] !== 0) return;
    const decoder = decoding.createDecoder(data.subarray(1));
    const kind = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (kind === 0) return socket.send(frame(0, 1, Y.encodeStateAsUpdate(doc, payload)));
    const now = performance.now();
    for (const { id } of /** @type {any} */ (Y.decodeUpdate(payload)).structs) {
      const sent = sentAt.get(`${id.client} ${id.clock}`);
      if (kind === 2 && sent !== undefined && id.client !== doc.clientID) delays.push(now - sent);
    }
    Y.applyUpdate(doc, payload, 'server');
    synced = true;
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.send(frame(0, 0, Y.encodeStateVector(doc)));
  while (!synced) await new Promise((resolve) => setTimeout(resolve, 20));
  doc.on('update', (/** @type {Uint8Array} */ update, /** @type {unknown} */ origin) => {
    if (origin === 'server') return;
    for (const { id } of /** @type {any} */ (Y.decodeUpdate(update)).structs)
      sentAt.set(`${id.client} ${id.clock}`, performance.now());
    socket.send(frame(0, 2, update));
  });
  const text = new Y.Text();
  const entry = new Y.Map(
    Object.entries({
      id: `e${doc.clientID}`,
      at: new Date().toISOString(),
      kind: 'voice',
      speaker: '居民',
      text,
      by: 'x'
    })
  );
  doc.getMap('entries').set(`e${doc.clientID}`, entry);
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const type = () => {
    text.insert(text.length, '记');
    timer = setTimeout(type, (1000 / rate) * (0.5 + Math.random()));
  };
  timer = setTimeout(type, (1000 / rate) * Math.random());
  return { doc, stop: () => (clearTimeout(timer), socket.close()) };
}

/** @param {number[]} list @param {number} part */
const at = (list, part) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? NaN;
/** @param {number[]} list */
const median = (list) => at(list, 0.5);

/** @param {import('node:child_process').ChildProcess} child @param {object} question @returns {Promise<any>} */
function ask(child, question) {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.send(question);
  });
}

const { url, stop } = await serve();
const cookies = [];
for (let n = 0; n < tablets; n++) cookies.push(await signIn(url, n % 2 ? 'facilitator2' : 'facilitator'));
/** @type {Record<string, { p50: number[], p99: number[] }>} */
const figures = {};
/** @param {string} what @param {() => Promise<unknown>} work */
async function measure(what, work) {
  delays = [];
  await work();
  const kept = (figures[what] ??= { p50: [], p99: [] });
  kept.p50.push(at(delays, 0.5));
  kept.p99.push(at(delays, 0.99));
}
/** @type {any} */
let last = {};
for (let round = 0; round < Number(values.rounds); round++) {
  const meeting = crypto.randomUUID();
  const headers = { cookie: cookies[0], 'content-type': 'application/json', origin: url };
  const body = JSON.stringify({ id: meeting, title: `很多手机的议事会 ${round + 1}`, kind: 'stool' });
  const planned = await fetch(`${url}/api/v1/meetings`, { method: 'POST', headers, body });
  const { code } = /** @type {{ code: string }} */ (await planned.json());
  const writing = [];
  for (const cookie of cookies) writing.push(await tablet(url, cookie, meeting));
  const lead = writing[0].doc;
  const polls = ['slow', 'burst'];
  lead.transact(() => {
    lead.getMap('meta').set('phase', 'live');
    const issue = { id: 'lamp', order: 'a0', title: '路灯', supporters: new Y.Map() };
    lead.getMap('issues').set('lamp', new Y.Map(Object.entries(issue)));
    for (const id of polls) {
      const poll = { id, kind: 'vote', question: '装不装充电桩？', openedAt: new Date().toISOString(), phones: true };
      lead.getMap('polls').set(id, new Y.Map(Object.entries(poll)));
    }
  });
  const pause = () => new Promise((resolve) => setTimeout(resolve, ms));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await measure('tablets alone', pause);
  const crowd = fork(path.join(import.meta.dirname, 'phone-crowd.mjs'));
  await ask(crowd, { open: { url, code, phones } });
  await measure(`${phones} phones watch`, pause);
  await measure('and act', () => ask(crowd, { act: { poll: 'slow', issue: 'lamp', ms } }));
  await measure('all vote in a second', async () => {
    await ask(crowd, { vote: { poll: 'burst', ms: 1000 } });
    await new Promise((resolve) => setTimeout(resolve, 2000));
  });
  last = await ask(crowd, { end: true });
  crowd.kill();
  const counted = polls.map((id) => /** @type {any} */ (lead.getMap('polls').get(id)).get('phoneVoters'));
  if (counted.some((n) => n !== phones)) process.stdout.write(`NOT ALL COUNTED: ${counted.join(', ')} of ${phones}\n`);
  writing.forEach((one) => one.stop());
}
stop();

const base = figures['tablets alone'];
process.stdout.write(
  `\n${tablets} tablets, ${rate} edits a second each; ${phones} phones; median of ${values.rounds}\n`
);
process.stdout.write('                              p50 ms   p99 ms   p50 ÷ alone   p99 ÷ alone\n');
for (const [what, { p50, p99 }] of Object.entries(figures)) {
  const cells = [median(p50).toFixed(2), median(p99).toFixed(2)];
  const ratios = [median(p50) / median(base.p50), median(p99) / median(base.p99)].map((n) => n.toFixed(2));
  process.stdout.write(
    `${what.padEnd(28)}${cells[0].padStart(8)}${cells[1].padStart(9)}${ratios[0].padStart(14)}${ratios[1].padStart(14)}\n`
  );
}
process.stdout.write(
  `a phone’s vote was answered after p50 ${last.vote.p50.toFixed(0)} ms, p99 ${last.vote.p99.toFixed(0)} ms; refused ${last.refused}, failed ${last.failed}; ${last.changes} changes came to the phones\n`
);
