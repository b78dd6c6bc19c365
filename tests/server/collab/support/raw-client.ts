import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { cookieOf, type TestServer } from './test-server';

/** A client that speaks the protocol by hand: it sends what it is told and answers nothing by itself. */
export interface RawClient {
  socket: WebSocket;
  /** Every frame heard, as `[type, step or null, bytes]`. */
  heard: { type: number; step: number | null; bytes: Uint8Array }[];
  /** What the server has sent so far, applied. */
  doc: Y.Doc;
  acks: number[];
  closed: Promise<number>;
  send(...parts: (number | Uint8Array)[]): void;
  update(update: Uint8Array): void;
  step1(): void;
  step2(update: Uint8Array): void;
  /** Resolves once that many of its frames are acknowledged. */
  acked(count: number): Promise<void>;
  /** Resolves once the server has answered a sync step 1 sent now: everything sent before has been processed. */
  roundTrip(): Promise<void>;
}

export async function rawClient(
  server: TestServer,
  who: string,
  options: { document?: string; device?: string; query?: string } = {}
): Promise<RawClient> {
  const { document = 'meeting/one', device, query = '?ack=1' } = options;
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/collab/${document}${query}`, {
    origin: server.url,
    headers: { cookie: cookieOf(who, device) }
  });
  socket.binaryType = 'nodebuffer';
  const doc = new Y.Doc();
  let answered: (() => void)[] = [];
  const client: RawClient = {
    socket,
    heard: [],
    doc,
    acks: [],
    closed: new Promise((resolve) => socket.once('close', (code) => resolve(code))),
    send(...parts) {
      const encoder = encoding.createEncoder();
      for (const part of parts)
        if (typeof part === 'number') encoding.writeVarUint(encoder, part);
        else encoding.writeVarUint8Array(encoder, part);
      socket.send(encoding.toUint8Array(encoder));
    },
    update: (update) => client.send(0, 2, update),
    step1: () => client.send(0, 0, Y.encodeStateVector(doc)),
    step2: (update) => client.send(0, 1, update),
    async acked(count) {
      while ((client.acks.at(-1) ?? 0) < count) await new Promise((resolve) => socket.once('message', resolve));
    },
    roundTrip() {
      const done = new Promise<void>((resolve) => answered.push(resolve));
      client.step1();
      const gone = client.closed.then((code) => {
        throw new Error(`closed with ${code} while waiting for an answer`);
      });
      return Promise.race([done, gone]);
    }
  };
  socket.on('error', () => {});
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    if (type === 100) return void client.acks.push(decoding.readVarUint(decoder));
    const step = type === 0 ? decoding.readVarUint(decoder) : null;
    const bytes = decoding.readVarUint8Array(decoder);
    client.heard.push({ type, step, bytes });
    if (type !== 0 || step === 0) return;
    Y.applyUpdate(doc, bytes);
    if (step !== 1) return;
    const waiting = answered;
    answered = [];
    for (const resolve of waiting) resolve();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return client;
}

/** The updates of a new document of one client id, one an edit, that spell `words` one after the other. */
export function typed(clientId: number, words: string[]): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const word of words) doc.getText('text').insert(doc.getText('text').length, word);
  return updates;
}
