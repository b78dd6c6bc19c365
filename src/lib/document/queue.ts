import * as Y from 'yjs';
import { byKey, readMoment, readNullable, readString, recordIn } from './access';
import type { QueueRecord, SpellRecord } from './records';

// Apart from `reading`, which the first script carries: the queue is fetched with the panel that shows it.

/** Everybody who asked for the floor and was not taken out, in the order of asking. */
export function readQueue(doc: Y.Doc): QueueRecord[] {
  const queue = doc.getMap<unknown>('queue');
  return [...queue.keys()].flatMap((id) => readAsking(queue, id) ?? []).sort(byKey((asking) => asking.askedAt));
}

function readAsking(queue: Y.Map<unknown>, id: string): QueueRecord | null {
  const map = recordIn(queue, id);
  if (!map || map.get('removed') === removedMark(map)) return null;
  return {
    id,
    name: readString(map.get('name')),
    from: readString(map.get('from')) || 'tablet',
    askedAt: readString(map.get('askedAt')),
    order: readNullable(map.get('order')),
    spells: readSpells(map)
  };
}

/** One key a spell: what two tablets start and stop at once stands beside each other, and the domain makes sense of it. */
function readSpells(map: Y.Map<unknown>): SpellRecord[] {
  const spells = map.get('spells');
  if (!(spells instanceof Y.Map)) return [];
  const read: SpellRecord[] = [];
  spells.forEach((value: unknown, id) => {
    const input = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    const start = readMoment(input.start);
    if (start !== null) read.push({ id, start, end: readMoment(input.end) });
  });
  return read.sort(byKey((spell) => spell.start));
}

/** Whoever was let speak on another tablet, while this one took him out, stands again: what was said was said. */
function removedMark(map: Y.Map<unknown>): string {
  return `spells ${readSpells(map).length}`;
}

export type NewAsking = Pick<QueueRecord, 'name' | 'askedAt'> & { from?: QueueRecord['from']; id?: string };

/** Typed access to the queue of speakers. Each writer is one transaction; `origin` says whose it is. */
export class SpeakersDocument {
  constructor(
    readonly doc: Y.Doc,
    readonly origin: unknown
  ) {}

  read = () => readQueue(this.doc);

  add({ name, askedAt, from = 'tablet', id = crypto.randomUUID() }: NewAsking): string {
    this.doc.transact(() => {
      const map = new Y.Map<unknown>();
      const fields = { id, name, from, askedAt, order: null, spells: new Y.Map() };
      for (const [key, value] of Object.entries(fields)) map.set(key, value);
      this.#queue().set(id, map);
    }, this.origin);
    return id;
  }

  /** Returns the floor; whoever had it is done. */
  start(id: string, at: string): void {
    if (!readAsking(this.#queue(), id)) return;
    this.doc.transact(() => {
      this.#endAll(at);
      const map = recordIn(this.#queue(), id)!;
      let spells = map.get('spells');
      if (!(spells instanceof Y.Map)) map.set('spells', (spells = new Y.Map()));
      (spells as Y.Map<unknown>).set(crypto.randomUUID(), { start: at, end: null });
    }, this.origin);
  }

  /** Nobody speaks any more. */
  stop(at: string): void {
    this.doc.transact(() => this.#endAll(at), this.origin);
  }

  /** Takes a person out of the queue. Marked and not deleted, so that undo brings back whoever it was. */
  remove(id: string): void {
    if (!readAsking(this.#queue(), id)) return;
    const map = recordIn(this.#queue(), id)!;
    this.doc.transact(() => map.set('removed', removedMark(map)), this.origin);
  }

  /** The person himself takes his hand down; whoever has the floor or had it is heard out. */
  withdraw(id: string): void {
    if (!readAsking(this.#queue(), id)?.spells.length) this.remove(id);
  }

  /** Sets places by hand. */
  place(keys: readonly [id: string, order: string][]): void {
    this.doc.transact(() => {
      for (const [id, order] of keys) {
        const map = recordIn(this.#queue(), id);
        if (map && map.get('order') !== order) map.set('order', order);
      }
    }, this.origin);
  }

  #queue(): Y.Map<unknown> {
    return this.doc.getMap<unknown>('queue');
  }

  #endAll(at: string): void {
    for (const { id, spells } of this.read())
      for (const { id: spell, start, end } of spells)
        // A spell from ahead of this tablet's clock lasts no time, and never less.
        if (end === null)
          (recordIn(this.#queue(), id)!.get('spells') as Y.Map<unknown>).set(spell, { start, end: later(start, at) });
  }
}

function later(one: string, other: string): string {
  return Date.parse(one) > Date.parse(other) ? one : other;
}
