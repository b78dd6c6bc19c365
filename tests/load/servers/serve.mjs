// @ts-check
// What all three servers of the bench share: a port, and an account of themselves.
import { createServer } from 'node:http';

/**
 * @param {(request: import('node:http').IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => void} upgrade
 * @param {() => object} [stats]
 */
export function serve(upgrade, stats = () => ({})) {
  const server = createServer();
  server.on('upgrade', upgrade);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
  });
  process.on('message', (question) => {
    if (question === 'end') process.exit(0);
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed: heap } = process.memoryUsage();
    process.send?.({ cpu: (user + system) / 1000, rss, heap, ...stats() });
  });
}
