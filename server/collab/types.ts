import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type * as Y from 'yjs';
import type { Caller } from '../identity/caller';

export type Right = 'edit' | 'read' | 'none';

/**
 * What the hub must be told of a kind of document; the hub knows none by name. A kind registers itself in services.ts.
 */
export interface DocumentKind {
  /** Such as `meeting`, for logs. */
  name: string;
  /** Whether a document name is of this kind, such as `meeting/<uuid>`. */
  matches(documentName: string): boolean;
  /** What this caller may do with the document, and the epoch it stands at; null: there is no such document. */
  open(caller: Caller, documentName: string): Promise<{ right: Right; epoch: number } | null>;
  /** The present epoch, for the server's own reads and writes; null: no such document. */
  epoch(documentName: string): Promise<number | null>;
  /**
   * Called with the gap-free, committed state, at most once every `settleMs` after a change and once before the document
   * is unloaded. Feeds the database; must be safe to repeat. A throw is logged and tried again at the next change.
   */
  settled(documentName: string, doc: Y.Doc): Promise<void>;
  settleMs: number;
}

/** The sync server as the other areas see it. */
export interface Hub {
  register(kind: DocumentKind): void;
  /** Loads the document if need be, with every acknowledged change in it, and reads. Null: no such document. */
  read<T>(documentName: string, read: (doc: Y.Doc) => T): Promise<T | null>;
  /** The server's own change in one Yjs transaction; on disk and on its way to every peer when it resolves. Throws when there is no such document. */
  change(documentName: string, change: (doc: Y.Doc) => void): Promise<void>;
  /**
   * Calls `listener` once now and then after every committed, gap-free change, at most once a turn of the event loop.
   * Keeps the document loaded until the returned function is called. Null: no such document.
   */
  watch(documentName: string, listener: (doc: Y.Doc) => void): Promise<(() => void) | null>;
  /** Lets the kind's `settled` run now for a loaded document. */
  settle(documentName: string): Promise<void>;
  /** Rights may have changed: closes (4403) the sockets this test picks; clients come back and are judged anew. */
  disconnect(which: (caller: Caller, documentName: string) => boolean): void;
  /** What stands in quarantine for a document, newest first: structs sent under another device's client id, and what could not be applied. */
  quarantined(documentName: string): Promise<Quarantined[]>;
  /** Who ever wrote in a document, from which device, when last, and whether that device has it open now. */
  writers(documentName: string): Promise<Writer[]>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Refuses new sockets, commits what is queued, settles, closes every socket (1012) and the journal. */
  stop(): Promise<void>;
  /** Counters for /readyz and the bench. */
  stats(): { documents: number; connections: number; pending: number; queuedBytes: number };
}

export interface Writer {
  accountId: string;
  deviceId: string;
  /** ISO */
  lastAt: string;
  connected: boolean;
}

export interface Quarantined {
  id: number;
  at: string;
  accountId: string;
  deviceId: string;
  clientId: number;
  bytes: number;
  /** `gap`: what it builds on never came; it is applied by itself when that comes after all. */
  reason: 'foreign-client-id' | 'malformed' | 'gap';
}

/** What the hub writes its log to; pino fits. */
export interface HubLog {
  debug(about: object, text: string): void;
  info(about: object, text: string): void;
  warn(about: object, text: string): void;
  error(about: object, text: string): void;
  fatal(about: object, text: string): void;
}

/** How a WebSocket's request becomes a caller; identity gives it. */
export type Authenticate = (request: IncomingMessage) => Promise<Caller | null>;
