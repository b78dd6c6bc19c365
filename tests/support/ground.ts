import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { createAttachments, type Attachments } from '../../server/attachments';
import type { DocumentKind, Hub, Quarantined, Whose, Writer } from '../../server/collab/types';
import { readConfig } from '../../server/config';
import { openSqlite } from '../../server/db/sqlite';
import { createFileStore, FILES_FOLDER, type FileStore } from '../../server/files';
import type { Caller } from '../../server/identity/caller';
import { ITEM_OWNER, itemAttachments } from '../../server/ledger';
import { MEETING_OWNER, meetingAttachments } from '../../server/meetings';
import { seedCommunity } from '../../server/seed';
import { ACCOUNT, COMMUNITY, GRIDS, PARTY, PEOPLE } from '../../server/seed/fixtures';
import type { Ground } from '../../server/ground';
import type { Hearing } from '../../server/ledger';
import { hearByNotice } from '../../server/notices';
import { createLinkMeasure, type LinkMeasure } from '../../server/party-links';
import { createPhones, type Phones } from '../../server/phones';

/** A Monday, in the morning of the fixtures' community. */
export const MONDAY = '2026-11-23T02:00:00.000Z';

/** The hub in memory: documents by name, no socket and no journal. `settled` runs only when a test asks for it. */
export interface FakeHub extends Hub {
  /** The document as it stands, made when it is not there. */
  doc(documentName: string): Y.Doc;
  /** Merges what a tablet that was away brings back. */
  bring(documentName: string, from: Y.Doc): void;
  /** What `quarantined` gives. */
  quarantine: Quarantined[];
  /** What `writers` gives. */
  wrote: Writer[];
  /** What watchers have thrown. */
  watcherFaults: unknown[];
  /** Every `change` from now on fails, as if the process had died there. */
  broken: boolean;
}

export interface TestGround extends Ground, Hearing {
  hub: FakeHub;
  phones: Phones;
  linkMeasure: LinkMeasure;
  files: FileStore;
  attachments: Attachments;
  /** Moves the clock on. */
  wait(ms: number): void;
}

let template: Promise<Buffer> | undefined;

/** One database a worker is migrated and filled with the fixtures; each ground gets a copy of its bytes. */
function templateBytes(): Promise<Buffer> {
  return (template ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-template-'));
    const file = path.join(folder, 'template.sqlite');
    const store = openSqlite(file);
    await seedCommunity(store, new Date(MONDAY));
    await store.close();
    const bytes = readFileSync(file);
    rmSync(folder, { recursive: true });
    return bytes;
  })());
}

/** What verbs and queries stand on, for the running test: a real database with the fixtures, a clock that only moves by `wait`, a hub in memory. */
export async function makeGround(): Promise<TestGround> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-test-'));
  const file = path.join(folder, 'stoolside.sqlite');
  writeFileSync(file, await templateBytes());
  const store = openSqlite(file);
  let clock = Date.parse(MONDAY);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const ground = {
    config: readConfig({ STOOLSIDE_MODE: 'test', DATA_DIR: folder }),
    store,
    log: pino({ level: 'silent' }),
    now: () => new Date(clock),
    wait: (ms: number) => void (clock += ms),
    hub: fakeHub(),
    hearers: [hearByNotice]
  };
  const files = createFileStore(path.join(folder, FILES_FOLDER));
  return {
    ...ground,
    phones: createPhones(ground),
    linkMeasure: createLinkMeasure(ground.now),
    files,
    attachments: attachmentsOn({ ...ground, files })
  };
}

/** Attachments of the product's own owners, as services.ts registers them. */
export function attachmentsOn(s: Pick<Ground, 'store'> & { hub: Hub; files: FileStore }): Attachments {
  const attachments = createAttachments(s.files);
  attachments.register(MEETING_OWNER, meetingAttachments(s));
  attachments.register(ITEM_OWNER, itemAttachments(s));
  return attachments;
}

/** It keeps no journal, so nobody has written anything by it. */
const nobody: Whose = () => null;

export function fakeHub(): FakeHub {
  const kinds: DocumentKind[] = [];
  const docs = new Map<string, Y.Doc>();
  const listeners = new Map<string, Set<(doc: Y.Doc, whose: Whose) => void>>();
  const kindOf = (name: string) => kinds.find((kind) => kind.matches(name));
  const tell = (name: string) => listeners.get(name)?.forEach((listener) => listener(hub.doc(name), nobody));
  const known = async (name: string) => (await kindOf(name)?.epoch(name)) != null;

  const hub: FakeHub = {
    quarantine: [],
    wrote: [],
    watcherFaults: [],
    broken: false,
    doc(name) {
      if (!docs.has(name)) docs.set(name, new Y.Doc());
      return docs.get(name)!;
    },
    bring(name, from) {
      Y.applyUpdate(hub.doc(name), Y.encodeStateAsUpdate(from));
      tell(name);
    },
    register: (kind) => void kinds.push(kind),
    read: async (name, read) => ((await known(name)) ? read(hub.doc(name), nobody) : null),
    async change(name, change) {
      if (hub.broken) throw new Error('the process died here');
      if (!(await known(name))) throw new Error(`no such document: ${name}`);
      const doc = hub.doc(name);
      const before = Y.encodeStateAsUpdate(doc);
      let changed = false;
      const note = () => (changed = true);
      doc.on('update', note);
      try {
        doc.transact(() => change(doc));
      } catch (error) {
        // Whole or not at all.
        if (changed) docs.set(name, new Y.Doc());
        if (changed) Y.applyUpdate(hub.doc(name), before);
        throw error;
      } finally {
        doc.off('update', note);
      }
      if (changed) tell(name);
    },
    async watch(name, listener) {
      if (!(await known(name))) return null;
      if (!listeners.has(name)) listeners.set(name, new Set());
      // An own function each, so that one listener may watch twice; one that throws harms nobody.
      const own: typeof listener = (doc, whose) => {
        try {
          listener(doc, whose);
        } catch (error) {
          hub.watcherFaults.push(error);
        }
      };
      listeners.get(name)!.add(own);
      own(hub.doc(name), nobody);
      return () => void listeners.get(name)?.delete(own);
    },
    async settle(name) {
      if (await known(name)) await kindOf(name)!.settled(name, hub.doc(name), nobody);
    },
    disconnect: () => {},
    quarantined: async () => hub.quarantine,
    readWith: async (name, _ids, read) => ((await known(name)) ? read(hub.doc(name), 0) : null),
    decide: async () => 0,
    async bringIn(name, update) {
      if (!(await known(name))) throw new Error(`no such document: ${name}`);
      Y.applyUpdate(hub.doc(name), update);
      tell(name);
      return 'taken';
    },
    removed: async () => [],
    writers: async () => hub.wrote,
    upgrade: () => {},
    stop: async () => {},
    stats: () => ({ documents: docs.size, connections: 0, pending: 0, queuedBytes: 0 })
  };
  return hub;
}

/** Somebody of the fixtures as a caller: `caller('facilitator')`. */
export function caller(username: string, over: Partial<Caller> = {}): Caller {
  const person = PEOPLE.find((one) => one.username === username);
  if (!person) throw new Error(`nobody of the fixtures is called ${username}`);
  return {
    communityId: COMMUNITY.id,
    accountId: ACCOUNT[username]!,
    username,
    name: person.name,
    role: person.role,
    partyId: PARTY[person.organisation ?? username]!,
    gridId: person.grid === null ? null : GRIDS[person.grid]!.id,
    deviceId: `device-of-${username}`,
    ...over
  };
}
