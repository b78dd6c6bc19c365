import net from 'node:net';

type Way = 'up' | 'down';

/**
 * The cable of one tablet: a proxy that can be cut, be deaf in one direction (the bytes are kept, and come late or never),
 * and be slow.
 */
export class Network {
  private readonly sockets = new Set<{ near: net.Socket; far: net.Socket }>();
  private readonly held: Record<Way, (() => void)[]> = { up: [], down: [] };
  private readonly deaf: Record<Way, boolean> = { up: false, down: false };
  private cutOff = false;
  delayMs = 0;

  private constructor(
    private readonly server: net.Server,
    private readonly target: () => number
  ) {
    server.on('connection', (near) => this.join(near));
  }

  static async to(target: () => number): Promise<Network> {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Network(server, target);
  }

  get port(): number {
    return (this.server.address() as net.AddressInfo).port;
  }

  private join(near: net.Socket): void {
    if (this.cutOff) return void near.destroy();
    const far = net.connect(this.target(), '127.0.0.1');
    const pair = { near, far };
    this.sockets.add(pair);
    const end = () => {
      this.sockets.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
    near.on('data', (bytes) => this.carry('up', far, bytes));
    far.on('data', (bytes) => this.carry('down', near, bytes));
  }

  /** In order, whatever the delay: what is held or slow holds up what comes after it. */
  private carry(way: Way, to: net.Socket, bytes: Buffer): void {
    const send = () => to.writable && to.write(bytes);
    if (this.deaf[way] || this.held[way].length) this.held[way].push(send);
    else if (this.delayMs) {
      this.held[way].push(send);
      setTimeout(() => this.release(way), this.delayMs);
    } else send();
  }

  private release(way: Way): void {
    if (this.deaf[way]) return;
    this.held[way].splice(0).forEach((send) => send());
  }

  /** Drops every connection, and with it what was held. */
  drop(): void {
    this.held.up = [];
    this.held.down = [];
    for (const { near, far } of this.sockets) {
      near.destroy();
      far.destroy();
    }
  }

  cut(): void {
    this.cutOff = true;
    this.drop();
  }

  /** Nothing comes through in one direction; neither end notices. */
  deafen(way: Way): void {
    this.deaf[way] = true;
  }

  heal(): void {
    this.cutOff = false;
    this.delayMs = 0;
    this.deaf.up = this.deaf.down = false;
    this.release('up');
    this.release('down');
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}
