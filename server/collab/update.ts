import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { Malformed } from './protocol';

export interface Id {
  client: number;
  clock: number;
}

/** What a Yjs update would do to a document. */
export interface Examined {
  /** Client ids under which it brings structs we do not have: from our state to the end it would bring us to. */
  fresh: Map<number, { from: number; to: number }>;
  /** The first predecessor, neighbour, parent or deleted struct that is not there; null: all of it can be integrated now. */
  missing: Id | null;
  /** Structs and deletions. */
  pieces: number;
}

/** Neighbours that Yjs would join by copying all behind each: fifty thousand, in 300 KB, would take all memory there is. */
const MOST_JOINED = 1_000;

/** Reads an update without applying it. Throws Malformed. */
export function examine(doc: Y.Doc, update: Uint8Array): Examined {
  const { structs, ds } = read(update);
  const fresh: Examined['fresh'] = new Map();
  const reach = new Map<number, number>();
  const known = (client: number) => reach.get(client) ?? Y.getState(doc.store, client);
  let missing: Id | null = null;
  let joined = 0;
  for (const [i, struct] of structs.entries()) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    if (struct.length < 1) throw new Malformed('an empty struct');
    const state = known(client);
    const end = clock + struct.length;
    if (!Number.isSafeInteger(end)) throw new Malformed('a clock past counting');
    joined = copied(struct) && copied(structs[i - 1]) && structs[i - 1]!.id.client === client ? joined + 1 : 0;
    if (joined > MOST_JOINED) throw new Malformed('a list in too many pieces');
    if (clock > state) missing ??= { client, clock: clock - 1 };
    if (end <= state) continue;
    reach.set(client, end);
    const seen = fresh.get(client);
    if (seen) seen.to = end;
    else fresh.set(client, { from: Y.getState(doc.store, client), to: end });
  }
  if (fresh.size)
    for (const struct of structs)
      missing ??= dependencies(struct).find(({ client, clock }) => clock >= known(client)) ?? null;
  let pieces = structs.length;
  for (const [client, ranges] of ds.clients) {
    // Each may cut a struct in three.
    pieces += 2 * ranges.length;
    for (const { clock, len } of ranges) {
      if (!Number.isSafeInteger(clock + len)) throw new Malformed('a clock past counting');
      if (clock + len > known(client)) missing ??= { client, clock: clock + len - 1 };
    }
  }
  return { fresh, missing, pieces };
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

const copied = (struct: Struct | undefined) =>
  struct instanceof Y.Item && (struct.content instanceof Y.ContentAny || struct.content instanceof Y.ContentJSON);

/** Whether the document has it. */
export const has = (doc: Y.Doc, { client, clock }: Id) => Y.getState(doc.store, client) > clock;

function read(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> {
  try {
    return Y.decodeUpdate(update);
  } catch (error) {
    throw new Malformed(error instanceof Error ? error.message : 'unreadable update');
  }
}

function dependencies(struct: Struct): Id[] {
  if (!(struct instanceof Y.Item)) return [];
  const parent = struct.parent as unknown;
  const ids: Id[] = [];
  if (struct.origin) ids.push(struct.origin);
  if (struct.rightOrigin) ids.push(struct.rightOrigin);
  if (parent instanceof Y.ID) ids.push(parent);
  return ids;
}

/**
 * What of an update the document has not: structs, and deletions that would delete something. The same whenever its sender
 * sends its whole state again, whatever others have written since.
 */
export function newsOf(doc: Y.Doc, update: Uint8Array): Uint8Array {
  const kept = Y.diffUpdate(update, Y.encodeStateVector(doc));
  const { ds } = read(kept);
  const deleted = Y.createDeleteSetFromStructStore(doc.store).clients;
  const left = new Map<number, Range[]>();
  for (const [client, ranges] of ds.clients) {
    const news = ranges.flatMap((range) => minus(range, deleted.get(client) ?? []));
    if (news.length) left.set(client, news);
  }
  return joined(kept.subarray(0, kept.length - deletions(ds).length), deletions({ clients: left }));
}

interface Range {
  clock: number;
  len: number;
}

/** What of a range is in none of `others`, which are in order. */
function minus({ clock, len }: Range, others: Range[]): Range[] {
  const left: Range[] = [];
  let from = clock;
  for (const other of others) {
    if (other.clock >= clock + len) break;
    if (other.clock > from) left.push({ clock: from, len: other.clock - from });
    from = Math.max(from, other.clock + other.len);
  }
  if (from < clock + len) left.push({ clock: from, len: clock + len - from });
  return left;
}

/** Structs that lean on each other are looked at this often; what then still stands out is left for later. */
const MOST_ROUNDS = 8;

/**
 * What of an update that does not fit can stand on its own: its integrable structs, none of its deletions (a key whose old
 * value was deleted while the new one is missing would vanish from everybody's view). Null: nothing.
 */
export function fittingPart(doc: Y.Doc, update: Uint8Array): Uint8Array | null {
  const waiting = new Map<number, Struct[]>();
  for (const struct of read(update).structs) {
    const { client } = struct.id;
    if (struct.id.clock + struct.length <= Y.getState(doc.store, client)) continue;
    const own = waiting.get(client);
    if (own) own.push(struct);
    else waiting.set(client, [struct]);
  }
  const taken = new Map<number, number>();
  const reach = new Map<number, number>();
  const known = (client: number) => reach.get(client) ?? Y.getState(doc.store, client);
  for (let round = 0, again = true; again && round < MOST_ROUNDS; round++) {
    again = false;
    for (const [client, structs] of waiting) {
      let count = taken.get(client) ?? 0;
      const before = count;
      for (; count < structs.length; count++) {
        const struct = structs[count]!;
        if (struct instanceof Y.Skip || struct.id.clock > known(client)) break;
        if (!dependencies(struct).every((id) => id.clock < known(id.client))) break;
        reach.set(client, struct.id.clock + struct.length);
      }
      taken.set(client, count);
      if (count > before) again = true;
    }
  }
  const clients = [...taken].filter(([, count]) => count > 0);
  if (!clients.length) return null;
  const encoder = new Y.UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, clients.length);
  for (const [client, count] of clients) {
    const structs = waiting.get(client)!.slice(0, count);
    encoding.writeVarUint(encoder.restEncoder, count);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, structs[0]!.id.clock);
    for (const struct of structs) struct.write(encoder, 0);
  }
  return joined(encoder.toUint8Array(), new Uint8Array([0]));
}

/** An update that deletes exactly these ranges; sent to a reader who wrote, so that their own screen lets go of it. */
export function deleting(ranges: Examined['fresh']): Uint8Array {
  const clients = new Map([...ranges].map(([client, { from, to }]) => [client, [{ clock: from, len: to - from }]]));
  return joined(new Uint8Array([0]), deletions({ clients }));
}

/** A delete set in the first version of the encoding, which is what y-websocket carries. */
function deletions(ds: { clients: Map<number, Range[]> }): Uint8Array {
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
