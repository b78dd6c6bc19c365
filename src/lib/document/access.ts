import * as Y from 'yjs';
import { isDay } from '../domain/meetings/days';
import { wellFormed } from '../domain/well-formed';
import type { Collection, Root } from './keys';

// Reading that bears any shape: another build, a broken tablet or an attacker may have put a number where text belongs.

/** A record of a collection, or null where something else stands. */
export function recordIn(collection: Y.Map<unknown>, id: string): Y.Map<unknown> | null {
  const value = collection.get(id);
  return value instanceof Y.Map ? value : null;
}

/** Whether a record was ever noted under this id, taken out since or not. */
export function wasNoted(doc: Y.Doc, collection: Collection, id: string): boolean {
  return doc.getMap(collection).has(id);
}

/** Every id of a collection, whatever stands under it. */
export function idsIn(doc: Y.Doc, collection: Collection): string[] {
  return [...doc.getMap(collection).keys()];
}

/** Calls `heard` with the keys that a change of a root touched, down to the texts in it. Returns what ends it. */
export function observeRoot(doc: Y.Doc, root: Root, heard: (keys: Iterable<string>) => void): () => void {
  const map = doc.getMap(root);
  const tell = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    heard(events.flatMap((event) => (event.path.length ? String(event.path[0]) : [...event.changes.keys.keys()])));
  };
  map.observeDeep(tell);
  return () => map.unobserveDeep(tell);
}

/** A string however it is kept: plain, shared text, a number. Empty where nothing readable stands. */
export function readString(value: unknown): string {
  if (typeof value === 'string') return wellFormed(value);
  if (value instanceof Y.Text) return wellFormed(value.toString());
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** As readString, null for what is absent or empty. */
export function readNullable(value: unknown): string | null {
  return readString(value) || null;
}

/** A moment (anything that names one), null where it names none. */
export function readMoment(value: unknown): string | null {
  const text = readString(value);
  return text && !Number.isNaN(Date.parse(text)) ? text : null;
}

/** A day of the calendar, YYYY-MM-DD; null where it is none. */
export function readDay(value: unknown): string | null {
  const text = readString(value);
  return isDay(text) ? text : null;
}

export function readNumber(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** A set kept as a map of keys (so that two tablets adding at once both count), a list, or a bare count. */
export function readCount(value: unknown): number {
  if (value instanceof Y.Map) return [...value.values()].filter(Boolean).length;
  if (value instanceof Y.Array) return value.length;
  if (Array.isArray(value)) return value.length;
  return Math.max(0, Math.floor(readNumber(value)));
}

export function readIds(value: unknown): string[] {
  if (value instanceof Y.Map) return [...value.entries()].filter(([, on]) => Boolean(on)).map(([id]) => wellFormed(id));
  const ids: unknown[] = value instanceof Y.Array ? value.toArray() : Array.isArray(value) ? value : [];
  return ids.filter((id) => typeof id === 'string').map(wellFormed);
}

/** Orders by a text key; ties by id, so that every tablet agrees. */
export function byKey<T extends { id: string }>(key: (record: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [one, two] = [key(a), key(b)];
    if (one !== two) return one < two ? -1 : 1;
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };
}

/** A bare count of another build becomes keys up to here; nobody's meeting is larger, and a made-up number fills no memory. */
const MOST_COUNTED = 1000;

/** A set within a record that two tablets may fill at the same time: one key a member. */
export function setMember(record: Y.Map<unknown>, key: string, member: string, on: boolean): void {
  let set = record.get(key);
  if (!(set instanceof Y.Map)) {
    const counted = Math.min(typeof set === 'number' ? readCount(set) : 0, MOST_COUNTED);
    const before = [...readIds(set), ...Array.from({ length: counted }, (_, n) => `counted-${n}`)];
    const fresh = new Y.Map<unknown>();
    record.set(key, fresh);
    before.forEach((id) => fresh.set(id, true));
    set = fresh;
  }
  if (on) (set as Y.Map<unknown>).set(member, true);
  else (set as Y.Map<unknown>).delete(member);
}
