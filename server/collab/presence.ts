import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Caller } from '../identity/caller';
import type { Author } from './journal';
import { KEEP_ALIVE, Malformed, presenceFrame } from './protocol';

/** Whoever shows presence here: one socket. */
export interface Present {
  readonly caller: Pick<Caller, 'accountId' | 'name'>;
  readonly deviceId: string;
  readonly author?: Pick<Author, 'proven'>;
  /** The one client id it shows; set by its first own state. */
  presenceId: number | null;
}

interface State {
  owner: Present;
  clientClock: number;
  clock: number;
  json: string;
}

/**
 * Who is here, and what they are editing. The server keeps the clocks, so that a client that comes back is seen at once
 * (peers ignore a state whose clock they know), and writes `user` {id, name, color} itself, so that nobody can go by
 * another's name. A socket shows one client id, its own: stock clients echo everybody's states, which is ignored. Nobody is
 * sent their own state, so that an echo never overtakes a newer one.
 */
export interface Presence {
  /** A frame from `from`; returns the frame for everybody else, or null. Throws Malformed. */
  receive(from: Present, update: Uint8Array): Buffer | null;
  /** The socket has gone; returns the frame that says so, or null. */
  leave(from: Present): Buffer | null;
  /**
   * Everybody's state but one's own; null when there is nobody. Until the socket has shown its own id, its whole device is
   * left out: what a dropped socket of the same page left standing must not overwrite what the page says of itself now.
   */
  everybody(except: Present): Buffer | null;
}

const MOST_STATES = 1_000;
const MOST_OWN_FIELDS = 32;

const COLORS = ['#8a5a2b', '#2f6f5e', '#9a3b3b', '#3b5f9a', '#7a4a8c', '#5f7a2a', '#b0642a', '#2b7285'];

function colorOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return COLORS[sum % COLORS.length]!;
}

export function presence(options: {
  mostBytes: number;
  /** Whether this device may show a client id; it is reserved for it when it does. */
  mayShow: (clientId: number, from: Present) => boolean;
  now: () => Date;
}): Presence {
  const states = new Map<number, State>();
  let last = 0;

  // Higher than any clock a peer has heard, across restarts of the server too.
  function tick(atLeast: number): number {
    last = Math.max(last + 1, options.now().getTime(), atLeast + 1);
    return last;
  }

  function own(from: Present, clientId: number): boolean {
    if (from.presenceId !== null) return from.presenceId === clientId;
    const holder = states.get(clientId)?.owner;
    if (holder && holder.deviceId !== from.deviceId) return false;
    if (!options.mayShow(clientId, from)) return false;
    from.presenceId = clientId;
    return true;
  }

  function compose(from: Present, text: string): string | null {
    if (text.length > options.mostBytes) throw new Malformed('presence too large');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new Malformed('presence is not JSON');
    }
    if (value === null) return null;
    if (typeof value !== 'object' || Array.isArray(value)) throw new Malformed('presence is not an object');
    if (Object.keys(value).length > MOST_OWN_FIELDS) throw new Malformed('presence of too many fields');
    const { accountId, name } = from.caller;
    return JSON.stringify({ ...value, user: { id: accountId, name, color: colorOf(accountId) } });
  }

  return {
    receive(from, update) {
      let mine: { clientId: number; clock: number; text: string } | null = null;
      try {
        const decoder = decoding.createDecoder(update);
        const count = decoding.readVarUint(decoder);
        if (count > MOST_STATES) throw new Malformed('presence of too many');
        for (let i = 0; i < count; i++) {
          const clientId = decoding.readVarUint(decoder);
          const clock = decoding.readVarUint(decoder);
          const text = decoding.readVarString(decoder);
          if (own(from, clientId)) mine = { clientId, clock, text };
        }
      } catch (error) {
        throw error instanceof Malformed ? error : new Malformed('unreadable presence');
      }
      if (!mine) return null;
      const { clientId, clock, text } = mine;
      const json = compose(from, text);
      const before = states.get(clientId);
      if (json === null) {
        if (!before || before.owner !== from) return null;
        states.delete(clientId);
        return frameOf([[clientId, tick(0), 'null']]);
      }
      // An echo, or an older frame of the same socket.
      if (before?.owner === from && clock <= before.clientClock) return null;
      const state = { owner: from, clientClock: clock, clock: tick(before?.clock ?? 0), json };
      states.set(clientId, state);
      return frameOf([[clientId, state.clock, json]]);
    },
    leave(from) {
      const clientId = from.presenceId;
      if (clientId === null || states.get(clientId)?.owner !== from) return null;
      states.delete(clientId);
      return frameOf([[clientId, tick(0), 'null']]);
    },
    everybody(except) {
      const others = [...states].filter(([clientId, { owner }]) =>
        except.presenceId === null ? owner.deviceId !== except.deviceId : clientId !== except.presenceId
      );
      return others.length ? frameOf(others.map(([id, { clock, json }]) => [id, clock, json])) : null;
    }
  };
}

function frameOf(states: [clientId: number, clock: number, json: string][]): Buffer {
  if (!states.length) return KEEP_ALIVE;
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, states.length);
  for (const [clientId, clock, json] of states) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, json);
  }
  return presenceFrame(encoding.toUint8Array(encoder));
}
