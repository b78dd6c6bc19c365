import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { Malformed } from './protocol';

interface Id {
  client: number;
  clock: number;
}

/** What a Yjs update would do to a document. */
export interface Examined {
  /** Client ids under which it brings structs we do not have: from our state to the end it would bring us to. */
  fresh: Map<number, { from: number; to: number }>;
  /** Whether all of it can be integrated now: no predecessor, neighbour, parent or deleted struct is missing. */
  fits: boolean;
}

/** Reads an update without applying it. Throws Malformed. */
export function examine(doc: Y.Doc, update: Uint8Array): Examined {
  const { structs, ds } = read(update);
  const fresh: Examined['fresh'] = new Map();
  const reach = new Map<number, number>();
  let fits = true;
  const known = (client: number) => reach.get(client) ?? Y.getState(doc.store, client);
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    if (struct.length < 1) throw new Malformed('an empty struct');
    const state = known(client);
    const end = clock + struct.length;
    if (!Number.isSafeInteger(end)) throw new Malformed('a clock past counting');
    if (clock > state) fits = false;
    if (end <= state) continue;
    reach.set(client, end);
    const seen = fresh.get(client);
    if (seen) seen.to = end;
    else fresh.set(client, { from: Y.getState(doc.store, client), to: end });
  }
  if (fits)
    fits =
      fresh.size === 0 || structs.every((struct) => dependencies(struct).every((id) => id.clock < known(id.client)));
  if (fits)
    for (const [client, ranges] of ds.clients)
      for (const range of ranges) if (range.clock + range.len > known(client)) fits = false;
  return { fresh, fits };
}

function read(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> {
  try {
    return Y.decodeUpdate(update);
  } catch (error) {
    throw new Malformed(error instanceof Error ? error.message : 'unreadable update');
  }
}

function dependencies(struct: Y.Item | Y.GC | Y.Skip): Id[] {
  if (!(struct instanceof Y.Item)) return [];
  const parent = struct.parent as unknown;
  const ids: Id[] = [];
  if (struct.origin) ids.push(struct.origin);
  if (struct.rightOrigin) ids.push(struct.rightOrigin);
  if (parent instanceof Y.ID) ids.push(parent);
  return ids;
}

const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** A state vector that claims to know all of these clients, so that a diff leaves them out. */
const hiding = (clients: Iterable<number>) =>
  Y.encodeStateVector(new Map([...clients].map((client) => [client, EVERYTHING])));

/**
 * The update without the structs of `clients`, and without deletions of theirs that we could not carry out.
 * The rest may still lean on what was left out; then it does not fit.
 */
export function without(doc: Y.Doc, update: Uint8Array, clients: Set<number>): Uint8Array {
  const kept = Y.diffUpdate(update, hiding(clients));
  const { ds } = read(kept);
  const before = deletions(ds).length;
  const left = new Map<number, { clock: number; len: number }[]>(ds.clients);
  for (const client of clients) {
    const state = Y.getState(doc.store, client);
    const ranges = (ds.clients.get(client) ?? [])
      .filter((range) => range.clock < state)
      .map((range) => ({ clock: range.clock, len: Math.min(range.len, state - range.clock) }));
    if (ranges.length) left.set(client, ranges);
    else left.delete(client);
  }
  return joined(kept.subarray(0, kept.length - before), deletions({ clients: left }));
}

/** What one client wrote, and what of it was deleted again; for the quarantine. The same whenever it is sent again. */
export function only(update: Uint8Array, client: number): Uint8Array {
  const { structs, ds } = read(update);
  const others = new Set(structs.map((struct) => struct.id.client));
  others.delete(client);
  const kept = Y.diffUpdate(update, hiding(others));
  const own = new Map([...ds.clients].filter(([id]) => id === client));
  return joined(kept.subarray(0, kept.length - deletions(ds).length), deletions({ clients: own }));
}

/**
 * What of an update that does not fit can stand on its own: its integrable structs, none of its deletions (a key whose old
 * value was deleted while the new one is missing would vanish from everybody's view). Null: nothing.
 */
export function fittingPart(doc: Y.Doc, update: Uint8Array): Uint8Array | null {
  const trial = new Y.Doc({ gc: false });
  try {
    Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(trial, update);
    trial.store.pendingStructs = null;
    trial.store.pendingDs = null;
    const part = Y.encodeStateAsUpdate(trial, Y.encodeStateVector(doc));
    // An update without structs is one zero and the deletions.
    const tail = Y.encodeStateAsUpdate(trial, Y.encodeStateVector(trial)).length - 1;
    const structs = part.subarray(0, part.length - tail);
    return structs.length > 1 ? joined(structs, new Uint8Array([0])) : null;
  } catch {
    return null;
  } finally {
    trial.destroy();
  }
}

/** An update that deletes exactly these ranges; sent to a reader who wrote, so that his own screen lets go of it. */
export function deleting(ranges: Examined['fresh']): Uint8Array {
  const clients = new Map([...ranges].map(([client, { from, to }]) => [client, [{ clock: from, len: to - from }]]));
  return joined(new Uint8Array([0]), deletions({ clients }));
}

/** A delete set in the first version of the encoding, which is what y-websocket carries. */
function deletions(ds: { clients: Map<number, { clock: number; len: number }[]> }): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, ds.clients.size);
  for (const [client, ranges] of ds.clients) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
  return encoding.toUint8Array(encoder);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
