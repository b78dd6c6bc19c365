import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** Random numbers that are the same in every run of one seed. */
export function mulberry(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function frame(...parts: (number | string | Uint8Array)[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of parts)
    if (typeof part === 'number') encoding.writeVarUint(encoder, part);
    else if (typeof part === 'string') encoding.writeVarString(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  return encoding.toUint8Array(encoder);
}

/** An update of `count` structs that nobody's Yjs would send apart: one value each, all neighbours. */
export function shattered(clientId: number, count: number): Uint8Array {
  const parts = [frame(1, count, clientId, 0)];
  for (let i = 0; i < count; i++) {
    // An item of one value: the first in the list `l`, each other behind the one before.
    parts.push(i ? Uint8Array.from([0x88, ...frame(clientId, i - 1)]) : Uint8Array.from([8, ...frame(1, 'l')]));
    parts.push(Uint8Array.from([1, 126]));
  }
  return Uint8Array.from(Buffer.concat([...parts, Uint8Array.from([0])]));
}

/** Presence of these states, whatever they say. */
export const presenceOf = (...states: [clientId: number, clock: number, json: string][]) =>
  frame(1, frame(states.length, ...states.flat()));

/** A number longer than any that counts. */
const HUGE = Uint8Array.from([255, 255, 255, 255, 255, 255, 255, 255, 255, 127]);

/** Real frames of each kind, of a tablet that writes, deletes, nests and shows itself. */
export function realFrames(clientId: number): Uint8Array[] {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = clientId;
  const frames: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => frames.push(frame(0, 2, update)));
  const text = doc.getText('text');
  text.insert(0, '三号楼的路灯坏了');
  text.delete(2, 3);
  text.format(0, 2, { bold: true });
  const line = new Y.Map<unknown>();
  doc.getMap('entries').set('a', line);
  line.set('text', new Y.Text('楼道'));
  line.set('at', 12.5);
  line.set('tags', ['灯', { deep: [1, null, true] }]);
  doc.getMap('entries').delete('a');
  doc.getArray('order').insert(0, [1, 'x', new Uint8Array([1, 2, 3])]);
  doc.getXmlFragment('xml').insert(0, [new Y.XmlElement('p')]);
  frames.push(frame(0, 1, Y.encodeStateAsUpdate(doc)), frame(0, 0, Y.encodeStateVector(doc)), frame(3));
  frames.push(presenceOf([clientId, 1, JSON.stringify({ editing: { id: 'a' } })]));
  doc.destroy();
  return frames;
}

/** Frames that no tablet sends, one after another, from random numbers. `victim`: a client id that is somebody else's. */
export function malformed(random: () => number, victim: number) {
  const below = (n: number) => Math.floor(random() * n);
  const bytes = (most: number) => Uint8Array.from({ length: below(most) }, () => below(256));
  let real = realFrames(1);
  let made = 0;

  const kinds: (() => Uint8Array)[] = [
    () => bytes(80),
    function truncated() {
      const whole = real[below(real.length)]!;
      return whole.subarray(0, below(whole.length));
    },
    function flipped() {
      const copy = real[below(real.length)]!.slice();
      for (let flips = 1 + below(4); flips > 0; flips--) copy[below(copy.length)]! ^= 1 << below(8);
      return copy;
    },
    function innerFlipped() {
      // The outer lengths hold, so that the update itself is reached.
      const update = real[below(real.length)]!.slice(3);
      for (let flips = 1 + below(4); flips > 0; flips--) update[below(update.length)]! ^= 1 << below(8);
      return frame(0, 1 + below(2), update);
    },
    () => Uint8Array.from([...frame(below(5), below(4)), ...HUGE, ...bytes(20)]),
    function wrongLengths() {
      const inner = bytes(30);
      return Uint8Array.from([0, below(3), ...frame(below(2) ? inner.length + 1 + below(1e6) : below(30)), ...inner]);
    },
    () => frame(0, below(3), frame(0, below(3), frame(below(9), bytes(20)))),
    () => frame(4 + below(300), below(9), bytes(40)),
    () => frame(0, 3 + below(200), bytes(40)),
    function lyingUpdate() {
      // Counts, clients and clocks as large as they can be written, over a few bytes.
      const large = () => (below(2) ? below(5) : Math.floor(random() * Number.MAX_SAFE_INTEGER));
      return frame(0, 1 + below(2), Uint8Array.from([...frame(large(), large(), large(), large()), ...bytes(24)]));
    },
    function deletesOfNothing() {
      const client = below(2) ? 1_000 + below(9) : Math.floor(random() * Number.MAX_SAFE_INTEGER);
      return frame(0, 2, frame(0, 1, client, 1 + below(3), below(1e9), below(1e9)));
    },
    function forged() {
      const doc = new Y.Doc();
      doc.clientID = victim;
      doc.getText('text').insert(0, '伪');
      const [count, structs, client] = [1, 1, victim];
      const whole = Y.encodeStateAsUpdate(doc);
      doc.destroy();
      const head = frame(count, structs, client, 0).length;
      return frame(0, 2, Uint8Array.from([...frame(count, structs, client, 1 + below(1e6)), ...whole.subarray(head)]));
    },
    function gap() {
      const update = frame(1, 1, 2_000 + below(500), 1 + below(1_000));
      return frame(0, 2, Uint8Array.from([...update, 4, 1, 4, ...frame('text', '断'), 0]));
    },
    () => presenceOf([victim, below(9), '{"user":{"name":"伪"}}']),
    () =>
      presenceOf([
        below(2) ? victim : below(1e9),
        Number.MAX_SAFE_INTEGER - below(2),
        ['null', '{}', '[', '""'][below(4)]!
      ]),
    () => frame(1, frame(1 + below(1e6), below(1e9), below(9), ['{"a":', '[[[[', 'nul', '1e999', '{}'][below(5)]!)),
    () => frame(1, Uint8Array.from([1, ...HUGE, ...HUGE])),
    () => frame(1, bytes(60))
  ];
  return (): Uint8Array => {
    // Now and then another tablet's, or the store would know all there is to know.
    if (++made % 500 === 0) real = realFrames(1_000_000 + below(1e9));
    return kinds[below(kinds.length)]!();
  };
}
