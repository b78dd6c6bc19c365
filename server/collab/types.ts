import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type * as Y from 'yjs';
import type { Whose } from '../../src/lib/document/authored';
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
  settled(documentName: string, doc: Y.Doc, whose: Whose): Promise<void>;
  settleMs: number;
  /** Roots whose records nobody takes out by deleting their key: one that is gone all the same leaves a trace. */
  keepsRecordsOf?: readonly string[];
}

export type { Whose };

/** The sync server as the other areas see it. */
export interface Hub {
  register(kind: DocumentKind): void;
  /** Loads the document if need be, with every acknowledged change in it, and reads. Null: no such document. */
  read<T>(documentName: string, read: (doc: Y.Doc, whose: Whose) => T): Promise<T | null>;
  /** The server's own change in one Yjs transaction; on disk and on its way to every peer when it resolves. Throws when there is no such document. */
  change(documentName: string, change: (doc: Y.Doc) => void): Promise<void>;
  /**
   * Calls `listener` once now and then after every committed, gap-free change, at most once a turn of the event loop.
   * Keeps the document loaded until the returned function is called. Null: no such document.
   */
  watch(documentName: string, listener: (doc: Y.Doc, whose: Whose) => void): Promise<(() => void) | null>;
  /** Lets the kind's `settled` run now for a loaded document. */
  settle(documentName: string): Promise<void>;
  /** Rights may have changed: closes (4403) the sockets this test picks; clients come back and are judged anew. */
  disconnect(which: (caller: Caller, documentName: string) => boolean): void;
  /** What stands in quarantine for a document, newest first: updates sent under another device's client id, and what could not be applied. */
  quarantined(documentName: string): Promise<Quarantined[]>;
  /**
   * Reads the document as it would be with these updates of its quarantine; `left` counts those that do not fit. Null: no such
   * document.
   */
  readWith<T>(documentName: string, ids: number[], read: (doc: Y.Doc, left: number) => T): Promise<T | null>;
  /** Takes these of the quarantine into the document, or leaves them, and notes who decided. Returns how many; those that do not fit stay. */
  decide(documentName: string, ids: number[], decision: Decision, accountId: string): Promise<number>;
  /**
   * Takes an update out of a file under the same guards as a socket's. `accountId` vouches for it; `proofs` are what its tablet
   * was given to say which device it is.
   */
  bringIn(
    documentName: string,
    update: Uint8Array,
    by: { accountId: string; proofs?: readonly string[] }
  ): Promise<Brought>;
  /** Records whose keys were deleted, with the words that stood in them, the newest first. */
  removed(documentName: string): Promise<Removed[]>;
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

/** `aside`: written under another device's client id; `gap`: it builds on what is not there; both wait in the quarantine. */
export type Brought = 'taken' | 'aside' | 'gap' | 'full' | 'malformed';

export type Decision = 'taken' | 'left';

export interface Removed {
  at: string;
  accountId: string;
  deviceId: string;
  root: string;
  /** The record's key. */
  record: string;
  /** What stood in it, as JSON. */
  words: string;
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
  /** What a person decided; null: it waits. */
  decision: Decision | null;
  decidedAt: string | null;
  /** The account's id. */
  decidedBy: string | null;
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
