// @ts-check
// People typing, each into an entry of his own, at human speed. How long an edit is on its way is measured in this one
// process: from the moment it is sent to the moment another client of the meeting hears it.
import * as encoding from 'lib0/encoding';
import * as decoding from 'lib0/decoding';
import WebSocket from 'ws';
import * as Y from 'yjs';

/** @type {Map<string, number>} when which edit was sent */
const sentAt = new Map();
/** @type {number[]} */
let delays = [];
let edits = 0;

/** @param {(number | Uint8Array)[]} parts */
function frame(...parts) {
  const encoder = encoding.createEncoder();
  for (const part of parts)
    if (typeof part === 'number') encoding.writeVarUint(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  return encoding.toUint8Array(encoder);
}

/** Which edit an update is: the first client id and clock in it, read without decoding the rest. @param {Uint8Array} update */
function nameOf(update) {
  const decoder = decoding.createDecoder(update);
  if (decoding.readVarUint(decoder) === 0) return null;
  decoding.readVarUint(decoder);
  return `${decoding.readVarUint(decoder)} ${decoding.readVarUint(decoder)}`;
}

let people = 0;

/**
 * Somebody in a meeting; `rate` 0 reads only. Gives how to begin and how to go.
 * @param {number} port @param {number | string} meeting @param {number} rate
 */
async function person(port, meeting, rate) {
  const doc = new Y.Doc();
  const text = doc.getText(`entry of ${doc.clientID}`);
  const own = `${doc.clientID} `;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/collab/meeting/${meeting}?ack=1`, {
    perMessageDeflate: false,
    headers: { 'x-person': `${rate ? 'person' : 'viewer'}-${people++}` }
  });
  socket.on('error', () => {});
  socket.on('message', (/** @type {Buffer} */ data) => {
    if (data[0] !== 0 || data[1] !== 2) return;
    const now = performance.now();
    const decoder = decoding.createDecoder(data.subarray(2));
    const name = nameOf(decoding.readVarUint8Array(decoder));
    const sent = name === null ? undefined : sentAt.get(`${meeting} ${name}`);
    // The server of Yjs sends an edit back to its sender too; that is nobody else's hearing it.
    if (sent !== undefined && !name?.startsWith(own)) delays.push(now - sent);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.send(frame(0, 0, Y.encodeStateVector(doc)));
  if (rate) socket.send(frame(0, 1, Y.encodeStateAsUpdate(doc)));
  doc.on('update', (/** @type {Uint8Array} */ update) => {
    sentAt.set(`${meeting} ${nameOf(update)}`, performance.now());
    edits++;
    socket.send(frame(0, 2, update));
  });
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  function type() {
    if (socket.readyState !== WebSocket.OPEN) return;
    text.insert(text.length, '记');
    timer = setTimeout(type, (1000 / rate) * (0.5 + Math.random()));
  }
  return {
    begin() {
      if (rate) timer = setTimeout(type, (1000 / rate) * Math.random());
    },
    go() {
      clearTimeout(timer);
      const gone = new Promise((resolve) => socket.once('close', resolve));
      socket.close();
      doc.destroy();
      return gone;
    }
  };
}

/** People come and go for so long: each stays for some seconds in one of few meetings, new ones as time goes by. */
async function churn(/** @type {any} */ { port, meetings, clients, viewers, rate, churn: ms }) {
  const end = performance.now() + ms;
  let visits = 0;
  const seat = async (/** @type {number} */ at, /** @type {number} */ speed) => {
    while (performance.now() < end) {
      // A meeting lasts twenty seconds here, then its place is another's.
      const meeting = `${at % meetings}-${Math.floor(performance.now() / 20_000)}`;
      const visitor = await person(port, meeting, speed);
      visitor.begin();
      visits++;
      await new Promise((resolve) => setTimeout(resolve, 1_000 + Math.random() * 5_000));
      await visitor.go();
      if (sentAt.size > 100_000) sentAt.clear();
      delays = [];
    }
  };
  const seats = (/** @type {number} */ each, /** @type {number} */ speed) =>
    Array.from({ length: meetings * each }, (_, at) => seat(at, speed));
  await Promise.all([...seats(clients, rate), ...seats(viewers, 0)]);
  process.send?.({ visits, edits });
}

const WARM_UP_MS = 2_000;

process.on('message', async (/** @type {any} */ order) => {
  if (order === 'end') process.exit(0);
  if (order.measure) {
    delays = [];
    edits = 0;
    sentAt.clear();
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, order.measure));
    const used = process.cpuUsage(before);
    const sorted = Float64Array.from(delays).sort();
    const at = (/** @type {number} */ share) => sorted[Math.floor(sorted.length * share)] ?? NaN;
    const cpu = (used.user + used.system) / 1000;
    process.send?.({ edits, heard: sorted.length, p50: at(0.5), p99: at(0.99), cpu });
    return;
  }
  if (order.churn) return churn(order);
  const { port, from = 0, meetings, clients, viewers = 0, rate } = order;
  for (let meeting = from; meeting < meetings; meeting++) {
    const speeds = [...Array(clients).fill(rate), ...Array(viewers).fill(0)];
    const everybody = await Promise.all(speeds.map((speed) => person(port, meeting, speed)));
    for (const { begin } of everybody) begin();
  }
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  process.send?.({ ready: true });
});
