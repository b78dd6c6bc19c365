import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { MeetingDocument } from '../document/meeting-document';
import { ownUndo } from '../document/own-undo';
import { isSeeded } from '../document/reading';
import { touchedRecords } from '../document/touched';
import { ACK, ASIDE, PROOF, countingSocket } from './ack-socket';
import { FROM_SIBLING, offlineCopy } from './offline-copy';
import { SaveCount, type Saved } from './save-state';

/** A place in the document that somebody is writing. */
export interface Editing {
  collection: string;
  id: string;
  field: string;
}

/** Somebody who has the meeting open; the server sets the names. */
export interface Present {
  clientId: number;
  id: string;
  name: string;
  color: string;
  editing: Editing | null;
  /** This very tablet. */
  self: boolean;
}

export type Status = 'connecting' | 'connected' | 'offline';
/** Why the server will not have us: sign in again, no right to this meeting, its history was rebuilt, or it can hold no more. */
export type Refused = 'signed-out' | 'no-right' | 'old-epoch' | 'full';

export interface MeetingConnection {
  readonly doc: Y.Doc;
  readonly document: MeetingDocument;
  /** Something can be shown: this tablet's copy or the server's. */
  readonly ready: boolean;
  readonly status: Status;
  readonly saved: Saved;
  readonly refused: Refused | null;
  /** What this tablet sent was put aside by the server: nobody else sees it until the office has looked. */
  readonly aside: boolean;
  /** What the server gave this tablet to prove which device it is. */
  readonly proofs: readonly string[];
  readonly presence: { list(): Present[]; setEditing(editing: Editing | null): void };
  readonly undo: { can(): boolean; undo(): void; redo(): void; step(): void };
  /** Asks the server once more after it refused: somebody has signed in again, or a right has come back. */
  retry(): void;
  /** Hears when anything above has changed (the document's content aside). */
  subscribe(heard: () => void): () => void;
  destroy(): void;
}

export interface Connecting {
  documentName: string;
  epoch: number;
  /** Shown to others until the server has set it. */
  personName: string;
  /** `wss://host/collab`; this page's own by default. */
  url?: string;
  WebSocket?: typeof globalThis.WebSocket;
  /** Fills a meeting that was begun on this very tablet; called once, when neither its copy nor the server has anything yet. */
  seed?: (doc: Y.Doc) => void;
  /** Asked before each first word to the server; false: not yet, asked again a little later. */
  before?: () => Promise<boolean>;
  /** Where the copy of this tablet is kept; the browser's own by default. */
  indexedDB?: IDBFactory;
}

/** How soon `before` is asked again. */
const ASK_AGAIN_MS = 5_000;

const REFUSED: Record<number, Refused> = { 4401: 'signed-out', 4403: 'no-right', 4409: 'old-epoch', 4413: 'full' };

/**
 * Opens a meeting's document on this tablet: the copy kept here, the server when it can be reached, who else is there.
 * Made in the browser, once a page, and destroyed with it. The document's client id is never kept from one load to the next.
 */
export function connectMeeting(input: Connecting): MeetingConnection {
  const { documentName, epoch, personName } = input;
  const url = input.url ?? `${location.origin.replace(/^http/, 'ws')}/collab`;
  const doc = new Y.Doc();
  const document = new MeetingDocument(doc);
  const count = new SaveCount();
  const listeners = new Set<() => void>();
  let refused: Refused | null = null;
  let ready = false;
  let aside = false;
  let proofs: string[] = [];
  let destroyed = false;
  let told = false;

  // Many things change in one turn; whoever listens hears of it once.
  const tell = () => {
    if (told || destroyed) return;
    told = true;
    queueMicrotask(() => {
      told = false;
      listeners.forEach((heard) => heard());
    });
  };

  // Before the provider's own listener, so that a change is counted before the frame that carries it.
  doc.on('update', (_update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (!transaction.local && origin !== FROM_SIBLING) return;
    count.made(touchedRecords(transaction));
    copy.remember(count.records);
    tell();
  });
  const copy = offlineCopy(doc, `stoolside/${documentName}/${epoch}`, tell, input.indexedDB);

  const provider = new WebsocketProvider(url, documentName, doc, {
    connect: false,
    disableBc: true,
    params: { ack: '1', proofs: '1', epoch: String(epoch) },
    WebSocketPolyfill: countingSocket(input.WebSocket ?? globalThis.WebSocket, {
      opened: () => count.connected(),
      sent: (frame, whole) => count.sent(frame, whole)
    })
  });
  provider.messageHandlers[ACK] = (_encoder, decoder) => {
    const before = count.waiting;
    count.acknowledged(readVarUint(decoder));
    if (count.waiting !== before) copy.remember(count.records);
    tell();
  };
  provider.messageHandlers[ASIDE] = () => {
    aside = true;
    tell();
  };
  provider.messageHandlers[PROOF] = (_encoder, decoder) => {
    const proof = readText(decoder);
    if (!proofs.includes(proof)) proofs = [...proofs, proof];
    copy.keepProof(proof);
  };
  provider.on('status', ({ status }: { status: string }) => {
    // Before the first word: under the ids of a cookie that was lost, words would be taken for another's.
    if (status === 'connected') proofs.forEach((proof) => provider.ws?.send(proofFrame(proof)));
    tell();
  });
  provider.on('sync', (synced: boolean) => {
    if (synced) {
      ready = true;
      refused = null;
    }
    tell();
  });
  provider.on('closed', ({ code }: { code: number }) => {
    refused = REFUSED[code] ?? 'no-right';
    tell();
  });
  // Peers ignore a first state that is empty: the person stands in it from the start.
  provider.awareness.setLocalStateField('user', { name: personName });
  provider.awareness.on('change', tell);

  const undo = ownUndo(doc, 800);
  for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) undo.on(event, tell);

  void copy.loaded.then(({ waiting, proofs: kept }) => {
    if (destroyed) return;
    proofs = kept;
    if (waiting.length) {
      count.made(waiting);
      // What was written before this was read has noted itself alone.
      if (count.waiting > waiting.length) copy.remember(count.records);
    }
    // A copy that was begun but never reached the server's seed has nothing to show yet.
    if (input.seed && !isSeeded(doc)) input.seed(doc);
    ready ||= isSeeded(doc);
    undo.clear();
    if (navigator.onLine !== false) void connect();
    tell();
  });

  let asking = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  async function connect(): Promise<void> {
    clearTimeout(again);
    if (asking || destroyed) return;
    asking = true;
    const may = input.before ? await input.before() : true;
    asking = false;
    if (destroyed) return;
    if (may) provider.connect();
    else again = setTimeout(() => void connect(), ASK_AGAIN_MS);
  }

  // The browser knows of a lost network at once, an open socket only after half a minute.
  const onOffline = () => provider.disconnect();
  const onOnline = () => {
    refused = null;
    void connect();
  };
  globalThis.addEventListener?.('offline', onOffline);
  globalThis.addEventListener?.('online', onOnline);

  return {
    doc,
    document,
    get ready() {
      return ready;
    },
    get status() {
      if (provider.wsconnected && provider.synced) return 'connected';
      return provider.shouldConnect && navigator.onLine !== false && provider.wsUnsuccessfulReconnects < 2
        ? 'connecting'
        : 'offline';
    },
    get saved() {
      const { waiting } = count;
      return { kept: copy.kept(), waiting, onServer: waiting === 0 && provider.wsconnected && provider.synced };
    },
    get refused() {
      return refused;
    },
    get aside() {
      return aside;
    },
    get proofs() {
      return proofs;
    },
    presence: {
      list: () => presentIn(provider),
      setEditing: (editing) => provider.awareness.setLocalStateField('editing', editing)
    },
    undo: {
      can: () => undo.canUndo(),
      undo: () => void undo.undo(),
      redo: () => void undo.redo(),
      step: () => undo.stopCapturing()
    },
    retry: onOnline,
    subscribe(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    destroy() {
      if (destroyed) return;
      destroyed = true;
      clearTimeout(again);
      globalThis.removeEventListener?.('offline', onOffline);
      globalThis.removeEventListener?.('online', onOnline);
      undo.destroy();
      provider.destroy();
      void copy.close().finally(() => doc.destroy());
    }
  };
}

function presentIn({ awareness, doc }: WebsocketProvider): Present[] {
  const present: Present[] = [];
  awareness.getStates().forEach((state, clientId) => {
    const user = (state.user ?? {}) as Partial<Record<'id' | 'name' | 'color', unknown>>;
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    if (!text(user.name)) return;
    const editing = state.editing as Partial<Editing> | null | undefined;
    present.push({
      clientId,
      id: text(user.id),
      name: text(user.name),
      color: text(user.color),
      editing: editing?.id
        ? { collection: text(editing.collection), id: text(editing.id), field: text(editing.field) }
        : null,
      self: clientId === doc.clientID
    });
  });
  return present.sort((a, b) => a.clientId - b.clientId);
}

function readVarUint(decoder: { arr: Uint8Array; pos: number }): number {
  let value = 0;
  for (let factor = 1; decoder.pos < decoder.arr.length; factor *= 128) {
    const byte = decoder.arr[decoder.pos++]!;
    value += (byte & 127) * factor;
    if (byte < 128) break;
  }
  return value;
}

function readText(decoder: { arr: Uint8Array; pos: number }): string {
  const length = readVarUint(decoder);
  return new TextDecoder().decode(decoder.arr.subarray(decoder.pos, decoder.pos + length));
}

/** Proofs are short; one that is not ends up refused. */
function proofFrame(proof: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(proof);
  return Uint8Array.from([
    PROOF,
    ...(text.length < 128 ? [text.length] : [(text.length & 127) | 128, text.length >> 7]),
    ...text
  ]);
}
