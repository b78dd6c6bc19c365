import WebSocket from 'ws';
import { connectMeeting, type MeetingConnection } from '$lib/sync/connect-meeting';
import { Network } from './network';
import { Disk } from './storage';

/** A marked word, and what the tablet said of it. */
export interface Word {
  mark: string;
  where: 'entries' | 'issues';
  kept: boolean;
  onServer: boolean;
  /** Gone on with from a draft while the server could not be heard: it may have had the word from before a crash. */
  blind?: boolean;
}

/** One page of a tablet: the product's own connection over the tablet's cable and disk. */
export class Page {
  readonly connection: MeetingConnection;
  readonly words: Word[] = [];
  alive = true;
  private readonly sockets = new Set<WebSocket>();
  private readonly disk: ReturnType<Disk['forPage']>;
  private readonly unsubscribe: () => void;

  constructor(tablet: Tablet, documentName: string) {
    const { sockets } = this;
    const { name } = tablet;
    this.disk = tablet.disk.forPage();
    class Socket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers: { cookie: `device=${tablet.cookie}`, origin: 'http://house' } });
        sockets.add(this);
        this.on('close', () => sockets.delete(this));
      }
    }
    this.connection = connectMeeting({
      documentName,
      epoch: 1,
      personName: name,
      url: `ws://127.0.0.1:${tablet.network.port}/collab`,
      WebSocket: Socket as unknown as typeof globalThis.WebSocket,
      indexedDB: this.disk.factory
    });
    this.unsubscribe = this.connection.subscribe(() => this.look());
  }

  /** What the tablet shows at this moment holds for every word written on this page so far. */
  private look(): void {
    if (!this.alive) return;
    const { kept, waiting, onServer } = this.connection.saved;
    for (const word of this.words) {
      if (kept === true) word.kept = true;
      if (onServer && waiting === 0) word.onServer = true;
    }
  }

  get settled(): boolean {
    const { kept, waiting, onServer } = this.connection.saved;
    return this.alive && kept === true && onServer && waiting === 0;
  }

  /** As a browser's crash or an empty battery: nothing is written or sent any more. */
  kill(): void {
    this.alive = false;
    this.unsubscribe();
    this.disk.kill();
    for (const socket of this.sockets) socket.terminate();
    this.connection.destroy();
  }

  /** As a person closes a page. */
  close(): void {
    this.look();
    this.alive = false;
    this.unsubscribe();
    this.connection.destroy();
  }
}

export class Tablet {
  disk = new Disk();
  readonly pages: Page[] = [];
  /** What the server knows it by. */
  cookie: string;

  private constructor(
    readonly name: string,
    readonly network: Network,
    private readonly documentName: string
  ) {
    this.cookie = name;
  }

  static async of(name: string, target: () => number, documentName: string): Promise<Tablet> {
    return new Tablet(name, await Network.to(target), documentName);
  }

  open(): Page {
    const page = new Page(this, this.documentName);
    this.pages.push(page);
    return page;
  }

  /** As a tablet that fell into the pond: what it alone had is gone, and what it had called “on the server” must not be. */
  lose(): void {
    this.live.forEach((page) => page.kill());
    this.disk = new Disk();
    for (const word of this.words) word.kept = false;
  }

  /** The browser cleared its cookies, and keeps its storage and its open pages: from the next connection on it is another device. */
  loseCookie(): void {
    this.cookie += '-again';
    this.network.drop();
  }

  get live(): Page[] {
    return this.pages.filter((page) => page.alive);
  }

  get words(): Word[] {
    return this.pages.flatMap((page) => page.words);
  }
}
