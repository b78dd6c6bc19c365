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

/** @param {number} port @param {number} meeting @param {number} rate @returns {Promise<() => void>} */
async function person(port, meeting, rate) {
  const doc = new Y.Doc();
  const text = doc.getText(`entry of ${doc.clientID}`);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/collab/meeting/${meeting}?ack=1`, { perMessageDeflate: false });
  socket.on('message', (/** @type {Buffer} */ data) => {
    if (data[0] !== 0 || data[1] !== 2) return;
    const now = performance.now();
    const decoder = decoding.createDecoder(data.subarray(2));
    const name = nameOf(decoding.readVarUint8Array(decoder));
    const sent = name === null ? undefined : sentAt.get(`${meeting} ${name}`);
    // The server of Yjs sends an edit back to its sender too; that is nobody else's hearing it.
    if (sent !== undefined && !name?.startsWith(`${doc.clientID} `)) delays.push(now - sent);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.send(frame(0, 0, Y.encodeStateVector(doc)));
  socket.send(frame(0, 1, Y.encodeStateAsUpdate(doc)));
  doc.on('update', (/** @type {Uint8Array} */ update) => {
    sentAt.set(`${meeting} ${nameOf(update)}`, performance.now());
    edits++;
    socket.send(frame(0, 2, update));
  });
  function type() {
    text.insert(text.length, '记');
    setTimeout(type, (1000 / rate) * (0.5 + Math.random()));
  }
  return () => setTimeout(type, (1000 / rate) * Math.random());
}

const WARM_UP_MS = 2_000;

process.on('message', async (/** @type {any} */ order) => {
  if (order === 'end') process.exit(0);
  if (order.measure) {
    delays = [];
    edits = 0;
    await new Promise((resolve) => setTimeout(resolve, order.measure));
    const sorted = delays.sort((a, b) => a - b);
    const at = (/** @type {number} */ share) => sorted[Math.floor(sorted.length * share)] ?? NaN;
    process.send?.({ edits, heard: sorted.length, p50: at(0.5), p99: at(0.99) });
    return;
  }
  const { port, meetings, clients, rate } = order;
  const everybody = [];
  for (let meeting = 0; meeting < meetings; meeting++)
    for (let i = 0; i < clients; i++) everybody.push(await person(port, meeting, rate));
  for (const begin of everybody) begin();
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  process.send?.({ ready: true });
});
