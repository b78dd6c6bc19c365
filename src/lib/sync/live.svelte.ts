import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import { byKey, idsIn, observeRoot } from '../document/access';
import type { Root } from '../document/keys';
import { readAgenda, readEntry, readIssue, readMeta, readPhotos, standingIn } from '../document/reading';
import type { EntryRecord, IssueRecord } from '../document/records';
import type { MeetingConnection } from './connect-meeting';

/**
 * A meeting as runes see it: getters that are read anew only where the document changed. A record that says the same
 * stays the same object, so that a list redraws one line and not itself.
 */
export function live(connection: MeetingConnection) {
  const { doc } = connection;
  const entries = records<EntryRecord>(
    doc,
    'entries',
    readEntry,
    byKey((entry) => entry.at)
  );
  const issues = records<IssueRecord>(
    doc,
    'issues',
    readIssue,
    byKey((issue) => issue.order)
  );
  const meta = whole(doc, 'meta', () => readMeta(doc));
  const agenda = whole(doc, 'agenda', () => readAgenda(doc));
  const photos = whole(doc, 'photos', () => readPhotos(doc));
  const state = createSubscriber((update) => connection.subscribe(update));
  const after = <T>(read: () => T): T => {
    state();
    return read();
  };
  return {
    get entries() {
      return entries();
    },
    get issues() {
      return issues();
    },
    get meta() {
      return meta();
    },
    get agenda() {
      return agenda();
    },
    get photos() {
      return photos();
    },
    get ready() {
      return after(() => connection.ready);
    },
    get status() {
      return after(() => connection.status);
    },
    get saved() {
      return after(() => connection.saved);
    },
    get refused() {
      return after(() => connection.refused);
    },
    get aside() {
      return after(() => connection.aside);
    },
    get presence() {
      return after(() => connection.presence.list());
    },
    get canUndo() {
      return after(() => connection.undo.can());
    }
  };
}

/** A root that is read as a whole. */
export function whole<T>(doc: Y.Doc, root: Root, read: () => T): () => T {
  let cached: { value: T } | null = null;
  const heard = new Set<() => void>();
  observeRoot(doc, root, () => {
    cached = null;
    heard.forEach((update) => update());
  });
  const subscribe = createSubscriber((update) => {
    heard.add(update);
    return () => heard.delete(update);
  });
  return () => {
    subscribe();
    return (cached ??= { value: read() }).value;
  };
}

/** A collection of which only the records that an event touched are read anew. */
function records<T extends { id: string }>(
  doc: Y.Doc,
  root: 'entries' | 'issues',
  read: (id: string, map: Y.Map<unknown>) => T,
  order: (a: T, b: T) => number
): () => readonly T[] {
  const known = new Map<string, T>();
  let sorted: readonly T[] | null = null;
  const reread = (id: string) => {
    const map = standingIn(doc, root, id);
    if (map) known.set(id, read(id, map));
    else known.delete(id);
  };
  for (const id of idsIn(doc, root)) reread(id);
  const heard = new Set<() => void>();
  observeRoot(doc, root, (touched) => {
    for (const id of touched) reread(id);
    sorted = null;
    heard.forEach((update) => update());
  });
  const subscribe = createSubscriber((update) => {
    heard.add(update);
    return () => heard.delete(update);
  });
  return () => {
    subscribe();
    return (sorted ??= [...known.values()].sort(order));
  };
}
