import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/*
 * The y-websocket protocol, and three messages of ours.
 *
 *   0  sync: 0 step 1 (state vector) · 1 step 2 (update) · 2 update
 *   1  awareness, here called presence
 *   3  query awareness
 *   100  ack, server → client, only on sockets opened with `?ack=1`
 *   101  put aside, an empty body, server → client, only with `?proofs=1`
 *   102  device proof, a string, in both ways, only with `?proofs=1`
 *
 * Ack: one varUint, the cumulative number of this connection's update-carrying frames (sync step 2 and update, in the
 * order they were sent, counted from 1) that are durable. It only grows. A frame that brought nothing new counts as soon
 * as everything before it is on disk. A frame whose predecessor is missing does not count, nor does any after it, until
 * the predecessor has come (the server asks by a sync step 1). What was put in quarantine is on disk and counts.
 * A frame that was dropped because its sender may only read never counts.
 * On a stock provider: `provider.messageHandlers[100] = (_, decoder) => decoding.readVarUint(decoder)`.
 */
const SYNC = 0;
const PRESENCE = 1;
const QUERY_PRESENCE = 3;
const ACK = 100;
const ASIDE = 101;
const PROOF = 102;

const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** Close codes. A stock client does not come back after 4400–4499, and does after every other. */
export const Close = {
  signedOut: 4401,
  noRight: 4403,
  oldEpoch: 4409,
  full: 4413,
  malformed: 4522,
  overRate: 4529,
  fault: 1011,
  restart: 1012
} as const;

/** What a frame that cannot be read throws: it costs its connection. */
export class Malformed extends Error {}

export type Frame =
  | { kind: 'step-1'; vector: Uint8Array }
  | { kind: 'step-2' | 'update'; update: Uint8Array }
  | { kind: 'presence'; update: Uint8Array }
  | { kind: 'query-presence' }
  | { kind: 'proof'; proof: string }
  | { kind: 'unknown' };

/** Reads one frame. A type that we do not know (a newer client's) is `unknown`. Throws Malformed. */
export function readFrame(data: Uint8Array): Frame {
  try {
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    if (type === QUERY_PRESENCE) return { kind: 'query-presence' };
    if (type === PRESENCE) return { kind: 'presence', update: rest(decoder) };
    if (type === PROOF) return { kind: 'proof', proof: decoding.readVarString(decoder) };
    if (type !== SYNC) return { kind: 'unknown' };
    const step = decoding.readVarUint(decoder);
    if (step === STEP_1) {
      const vector = rest(decoder);
      Y.decodeStateVector(vector);
      return { kind: 'step-1', vector };
    }
    if (step === STEP_2) return { kind: 'step-2', update: rest(decoder) };
    if (step === UPDATE) return { kind: 'update', update: rest(decoder) };
  } catch (error) {
    throw new Malformed(error instanceof Error ? error.message : 'unreadable');
  }
  throw new Malformed('no such sync step');
}

/** The byte array that ends the frame; the frame must end with it, for it is sent on as it came. */
function rest(decoder: decoding.Decoder): Uint8Array {
  const bytes = decoding.readVarUint8Array(decoder);
  if (decoding.hasContent(decoder)) throw new Malformed('bytes after the end');
  return bytes;
}

/**
 * A message in its WebSocket frame (RFC 6455 §5.2: final, binary, unmasked as a server's are), made once for all who are sent
 * it; the socket library would make it anew for each.
 */
export function framed(message: Uint8Array): Buffer {
  const { length } = message;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const out = Buffer.allocUnsafe(head + length);
  out[0] = 0x82;
  if (head === 2) out[1] = length;
  else if (head === 4) {
    out[1] = 126;
    out.writeUInt16BE(length, 2);
  } else {
    out[1] = 127;
    out.writeBigUInt64BE(BigInt(length), 2);
  }
  out.set(message, head);
  return out;
}

function frame(type: number, step: number | null, bytes: Uint8Array): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  if (step !== null) encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return framed(encoding.toUint8Array(encoder));
}

export const step1Frame = (doc: Y.Doc) => frame(SYNC, STEP_1, Y.encodeStateVector(doc));
export const step2Frame = (update: Uint8Array) => frame(SYNC, STEP_2, update);
export const updateFrame = (update: Uint8Array) => frame(SYNC, UPDATE, update);
export const presenceFrame = (update: Uint8Array) => frame(PRESENCE, null, update);

export function ackFrame(count: number): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, ACK);
  encoding.writeVarUint(encoder, count);
  return framed(encoding.toUint8Array(encoder));
}

/** Says that what the client has sent was put aside: nobody sees it until a person has looked. */
export const ASIDE_FRAME = frame(ASIDE, null, new Uint8Array());

export function proofFrame(proof: string): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, PROOF);
  encoding.writeVarString(encoder, proof);
  return framed(encoding.toUint8Array(encoder));
}

/** Presence of nobody: every client understands it and does nothing, but its watchdog has heard something. */
export const KEEP_ALIVE = presenceFrame(new Uint8Array([0]));
