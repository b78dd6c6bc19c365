import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Admitted, Refused } from './gate';
import type { Author, Proven } from './journal';
import { PIECE_BYTES, type Limits, type Rates } from './hub-limits';
import type { Present } from './presence';
import { ackFrame, ASIDE_FRAME, KEEP_ALIVE } from './protocol';
import type { Id } from './update';

/** An update that waits on its connection for a predecessor. */
export interface PendingFrame {
  /** The frame's number among the connection's update-carrying frames. */
  number: number;
  update: Uint8Array;
  missing: Id;
}

/** A tablet loses its cookie seldom. */
const MOST_PROVEN = 16;

/** Whose limits a caller counts against: their device's; without one (an API token) their account's. */
export const deviceOf = (caller: Admitted['caller']): string => caller.deviceId ?? `account:${caller.accountId}`;

/** One open socket: what was received from it, what it was told, and how fast it reads. Knows nothing of documents. */
export class Connection implements Present {
  readonly caller: Admitted['caller'];
  readonly deviceId: string;
  readonly author: Author;
  right: Admitted['right'];
  presenceId: number | null = null;

  /** Whether it has asked for the state and so can follow the changes. */
  following = false;
  /** A state vector it waits to be answered from, once everything before is on disk. */
  asks: Uint8Array | null = null;

  /** Update-carrying frames so far. */
  received = 0;
  pending: PendingFrame[] = [];
  pendingBytes = 0;
  /** Whether it was asked for its whole state because of a gap. */
  asked = false;
  askedAt = 0;
  /** Something of it was put aside, so what it writes on that cannot fit: it is not asked for its state again. */
  aside = false;
  /** The first frame that was dropped, because it may only read or there was no room; nothing from there on is acknowledged. */
  private firstDropped = Infinity;
  /** Durable, and told to be so. */
  private due = 0;
  private acked = 0;

  /** Where a reader who fell behind stands: everything up to this state vector was sent. */
  behind: Uint8Array | null = null;
  private behindSince = 0;
  private allowance = 0;
  private heardAt = performance.now();
  /** Keep-alives since anything was heard. */
  private unanswered = 0;
  checkedAt = performance.now();
  checking = false;

  constructor(
    readonly socket: WebSocket,
    /** The stream under the socket; whole frames may be written to it, as nothing is compressed. */
    private readonly wire: Duplex,
    readonly request: IncomingMessage,
    admitted: Admitted,
    readonly rates: Rates,
    private readonly limits: Limits,
    private readonly onDrained: (connection: Connection) => void
  ) {
    this.caller = admitted.caller;
    this.right = admitted.right;
    this.deviceId = deviceOf(admitted.caller);
    this.author = { accountId: admitted.caller.accountId, deviceId: this.deviceId, proven: this.proven };
    this.wantsAck = admitted.ack;
    this.wantsProofs = admitted.proofs;
    socket.on('pong', () => this.heard());
  }
  private readonly wantsAck: boolean;
  readonly wantsProofs: boolean;
  private readonly proven: Proven[] = [];

  /** The tablet has shown that it was this device before; what it was under another account counts for nothing. */
  prove(was: Proven): void {
    if (was.accountId === this.author.accountId && this.proven.length < MOST_PROVEN) this.proven.push(was);
  }

  /** Something of it was put aside; it is told so once. */
  putAside(): void {
    if (this.aside) return;
    this.aside = true;
    if (this.wantsProofs) this.send(ASIDE_FRAME);
  }

  get open(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  heard(): void {
    this.heardAt = performance.now();
    this.unanswered = 0;
  }

  /** How long nothing was heard of it, in milliseconds. */
  silence(): number {
    return performance.now() - this.heardAt;
  }

  /** Sends unless the reader is behind; it then gets one resync instead. An acknowledgement that is due goes with it. */
  send(frame: Buffer): void {
    if (this.behind || !this.open) return;
    if (this.due === this.acked) return void this.wire.write(frame);
    // One write for both: at typing speed the writes are most of what a server costs.
    this.wire.cork();
    this.sendDue();
    this.wire.write(frame);
    this.wire.uncork();
  }

  /** Sends the acknowledgement that is due, if nothing else has carried it. */
  sendDue(): void {
    if (this.due === this.acked || this.behind || !this.open) return;
    this.acked = this.due;
    this.wire.write(ackFrame(this.due));
  }

  /** Sends a state; its size does not count as falling behind for long. */
  sendState(frame: Buffer): void {
    this.allowance += frame.length;
    this.send(frame);
  }

  /** Looks how much is unsent, after a round of sending that brought the reader to the state `vector` gives. */
  measure(vector: () => Uint8Array): void {
    const unsent = this.socket.bufferedAmount;
    if (unsent > this.limits.cutBytes + this.allowance) return this.socket.terminate();
    if (unsent <= this.limits.slowBytes || this.behind) return;
    this.behind = vector();
    this.behindSince = performance.now();
    // Written after all that is unsent: when it has gone, so has everything before it.
    this.socket.ping('', undefined, (error?: Error) => {
      if (error || !this.open) return;
      this.allowance = 0;
      this.onDrained(this);
    });
  }

  /** How many of its frames stand. Ask only when everything received so far has been committed. */
  committed(): number {
    return Math.min(this.pending[0]?.number ?? Infinity, this.firstDropped, this.received + 1) - 1;
  }

  /** That many of its frames are on disk; true when there is something to tell. */
  acknowledge(count: number): boolean {
    if (this.wantsAck && count > this.due) this.due = count;
    return this.due > this.acked;
  }

  /** That frame of its update-carrying ones was dropped. */
  refused(number: number): void {
    this.firstDropped = Math.min(this.firstDropped, number);
  }

  addPending(update: Uint8Array, missing: Id): void {
    // A copy: what the socket gave may share its memory with much else.
    this.pending.push({ number: this.received, update: update.slice(), missing });
    this.pendingBytes += update.length + PIECE_BYTES;
  }

  removePending(frame: PendingFrame): void {
    this.pending = this.pending.filter((other) => other !== frame);
    this.pendingBytes -= frame.update.length + PIECE_BYTES;
  }

  /** Every so often: a frame for the client's watchdog, a ping for ours. Cuts who is gone or does not drain. */
  keepAlive(): void {
    const { silentMs, keepAliveMs } = this.limits;
    const stuck = this.behind && performance.now() - this.behindSince > silentMs;
    // Pings are counted as well: a server that stood still itself has not read yet what was answered meanwhile.
    const gone = this.silence() > silentMs && this.unanswered >= Math.floor(silentMs / keepAliveMs);
    if (stuck || gone) return this.socket.terminate();
    this.unanswered++;
    this.send(KEEP_ALIVE);
    if (this.open && !this.behind) this.socket.ping();
  }

  close({ code, reason }: Refused): void {
    if (!this.open) return;
    this.socket.close(code, reason);
  }
}
