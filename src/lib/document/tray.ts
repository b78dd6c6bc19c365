import * as Y from 'yjs';
import { byKey, readNullable, readString, recordIn } from './access';

// What residents send from their phones, as the tablets see it. The server alone writes these in; the tablets say what
// becomes of each.

export interface TrayRecord {
  id: string;
  name: string;
  text: string;
  /** ISO */
  at: string;
  /** Upload of a picture. */
  photoId: string | null;
  /** Put aside by a tablet. A message that was taken is a line of the diary under the same id. */
  declined: boolean;
}

const SHUT = 'shut';

/** Whether residents' phones may take part; a meeting that says nothing lets them. */
export function phonesOpen(doc: Y.Doc): boolean {
  return doc.getMap<unknown>('meta').get('phones') !== SHUT;
}

export function setPhonesOpen(doc: Y.Doc, open: boolean, origin: unknown): void {
  doc.transact(() => doc.getMap<unknown>('meta').set('phones', open ? 'open' : SHUT), origin);
}

/** All messages, the oldest first, declined ones too. */
export function readTray(doc: Y.Doc): TrayRecord[] {
  const tray = doc.getMap<unknown>('tray');
  return [...tray.keys()]
    .flatMap((id) => {
      const map = recordIn(tray, id);
      if (!map) return [];
      return [
        {
          id,
          name: readString(map.get('name')),
          text: readString(map.get('text')),
          at: readString(map.get('at')),
          photoId: readNullable(map.get('photoId')),
          declined: map.get('declined') === true
        }
      ];
    })
    .sort(byKey((message) => message.at));
}

/** Whether a line of the diary has ever stood under this id, taken out since or not: then its message was taken. */
export function wasTaken(doc: Y.Doc, id: string): boolean {
  return doc.getMap<unknown>('entries').has(id);
}

/** Messages that nobody has taken or put aside yet. */
export function waitingIn(doc: Y.Doc): TrayRecord[] {
  return readTray(doc).filter((message) => !message.declined && !wasTaken(doc, message.id));
}

/** Puts a message in the tray, once. */
export function putInTray(doc: Y.Doc, { id, ...message }: Omit<TrayRecord, 'declined'>, origin: unknown): void {
  const tray = doc.getMap<unknown>('tray');
  if (tray.has(id)) return;
  doc.transact(() => {
    const map = new Y.Map<unknown>();
    for (const [key, value] of Object.entries({ id, ...message })) map.set(key, value);
    tray.set(id, map);
  }, origin);
}

export function declineMessage(doc: Y.Doc, id: string, origin: unknown): void {
  const map = recordIn(doc.getMap<unknown>('tray'), id);
  if (map) doc.transact(() => map.set('declined', true), origin);
}
