import * as Y from 'yjs';
import { MOST_HEADS, type Arrival } from '../domain/meetings/attendance';
import { byKey, readMoment, readNullable, readNumber, readString, recordIn } from './access';

// Who came. What everybody may know stands in the meeting's document; who it was behind a pseudonym in its private half,
// `meeting/<uuid>/private`, under the same id.

export interface ArrivalRecord extends Arrival {
  /** ISO */
  arrivedAt: string;
  via: 'tablet' | 'phone' | 'number' | (string & {});
}

export interface PrivateRecord {
  id: string;
  householdId: string | null;
  /** As it is said: “3号楼 2单元 201”. */
  home: string;
  name: string;
  /** Strokes; empty: not signed. */
  signature: string;
  /** Said aloud instead of signed. */
  oral: boolean;
  consent: Consent | null;
}

/** Somebody agreed that his name be shown, or took it back. */
export interface Consent {
  given: boolean;
  /** ISO */
  at: string;
  /** Where it was heard. */
  heard: 'tablet' | 'phone' | (string & {});
  /** account id of the tablet's person; empty for a phone */
  by: string;
}

/** The private half of a meeting's document. */
export function privateDocument(meetingId: string): string {
  return `meeting/${meetingId}/private`;
}

/** Everybody who came, in the order of arrival. */
export function readArrivals(doc: Y.Doc): ArrivalRecord[] {
  const people = doc.getMap<unknown>('people');
  return [...people.keys()]
    .flatMap((id) => {
      const map = recordIn(people, id);
      if (!map || map.get('removed') === true) return [];
      // A record of an earlier build, or a broken one, is one head and nobody's name.
      const count = map.has('count') ? Math.floor(readNumber(map.get('count'))) : 1;
      return [
        {
          id,
          building: readString(map.get('building')),
          count: Math.max(0, Math.min(MOST_HEADS, count)),
          shownAs: readNullable(map.get('shownAs')),
          arrivedAt: readString(map.get('arrivedAt')),
          via: readString(map.get('via')) || 'tablet'
        }
      ];
    })
    .sort(byKey((arrival) => arrival.arrivedAt));
}

export function readPrivate(doc: Y.Doc): PrivateRecord[] {
  const people = doc.getMap<unknown>('people');
  return [...people.keys()].flatMap((id) => {
    const map = recordIn(people, id);
    if (!map) return [];
    return [
      {
        id,
        householdId: readNullable(map.get('householdId')),
        home: readString(map.get('home')),
        name: readString(map.get('name')),
        signature: readString(map.get('signature')),
        oral: map.get('oral') === true,
        consent: readConsent(map.get('consent'))
      }
    ];
  });
}

/** What the person under this id has agreed to; null where nobody asked. */
export function consentOf(doc: Y.Doc, id: string): Consent | null {
  return readConsent(recordIn(doc.getMap<unknown>('people'), id)?.get('consent'));
}

/** Names in the private half whose owners have not agreed that they be shown. */
export function unnamedIn(doc: Y.Doc): string[] {
  const people = readPrivate(doc).filter(({ name }) => name.trim());
  // Two may have one name: where one of them agreed, it may be said.
  const agreed = new Set(people.filter(({ consent }) => consent?.given).map(({ name }) => name.trim()));
  return [...new Set(people.map(({ name }) => name.trim()))].filter((name) => !agreed.has(name));
}

function readConsent(value: unknown): Consent | null {
  if (typeof value !== 'object' || value === null || value instanceof Y.AbstractType) return null;
  const { given: input, at, heard, by } = value as Record<string, unknown>;
  const moment = readMoment(at);
  return moment === null ? null : { given: input === true, at: moment, heard: readString(heard), by: readString(by) };
}

export type NewArrival = Omit<ArrivalRecord, 'id' | 'shownAs'> & { id?: string; by: string };

/** Typed access to the public half. Each writer is one transaction; `origin` says whose it is. */
export class ArrivalsDocument {
  constructor(
    readonly doc: Y.Doc,
    readonly origin: unknown
  ) {}

  add({ id = crypto.randomUUID(), ...arrival }: NewArrival): string {
    this.doc.transact(() => {
      const map = new Y.Map<unknown>();
      for (const [key, value] of Object.entries({ id, ...arrival, shownAs: null })) map.set(key, value);
      this.doc.getMap<unknown>('people').set(id, map);
    }, this.origin);
    return id;
  }

  set(id: string, patch: Partial<Pick<ArrivalRecord, 'building' | 'count' | 'shownAs'>>): void {
    const map = recordIn(this.doc.getMap<unknown>('people'), id);
    if (!map) return;
    this.doc.transact(() => {
      for (const [key, value] of Object.entries(patch)) if (map.get(key) !== value) map.set(key, value);
    }, this.origin);
  }

  /** Marked and not deleted, so that undo brings back whoever it was. */
  remove(id: string, removed = true): void {
    const map = recordIn(this.doc.getMap<unknown>('people'), id);
    if (map && (map.get('removed') === true) !== removed)
      this.doc.transact(() => map.set('removed', removed), this.origin);
  }
}

/** Typed access to the private half. */
export class PrivateDocument {
  constructor(
    readonly doc: Y.Doc,
    readonly origin: unknown
  ) {}

  put(id: string, patch: Partial<Omit<PrivateRecord, 'id'>>): void {
    this.doc.transact(() => {
      const people = this.doc.getMap<unknown>('people');
      const existing = recordIn(people, id);
      const map = existing ?? new Y.Map<unknown>();
      if (!existing) map.set('id', id);
      for (const [key, value] of Object.entries(patch)) if (existing?.get(key) !== value) map.set(key, value);
      if (!existing) people.set(id, map);
    }, this.origin);
  }

  /** Nothing of it stays: what was known of a person goes when he asks. */
  erase(id: string): void {
    this.doc.transact(() => this.doc.getMap<unknown>('people').delete(id), this.origin);
  }
}
