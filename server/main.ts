import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { COLLAB_PATH, runningServices } from './globals';
import type { Services } from './services';

// Production entry: `build/index.js`. Importing the handler runs Kit's init, which reads the settings and builds the
// services; a bad setting has then already stopped the process with a sentence.
// An empty ORIGIN is one that is not set; and the adapter learns the protocol by the header that we set below.
if (!process.env.ORIGIN) delete process.env.ORIGIN;
// Files of tablets come in by forms; every door has its own limit below this one.
process.env.BODY_SIZE_LIMIT ??= '16M';
process.env.PROTOCOL_HEADER ??= 'x-forwarded-proto';
// Whose address it is: the proxy's word where there is one of ours, otherwise that of the socket (set below).
process.env.ADDRESS_HEADER ??= 'x-forwarded-for';
// @ts-expect-error written by the adapter beside this file's bundle
const { handler } = (await import('./handler.js')) as { handler: import('node:http').RequestListener };
const services = runningServices<Services>();
if (!services) throw new Error('The services were not built: hooks.server.ts init() has not run.');
const { config, log, hub } = services;

const DRAIN_MS = 8_000;
let stopping = false;

// Whoever opens a connection and does not say what he wants is gone soon; a photo over a bad network has its time.
const PATIENCE = { headersTimeout: 20_000, requestTimeout: 300_000, connectionsCheckingInterval: 5_000 };

/** By the path as Kit will read it: `/open311/../settings` is none. */
function isFacade(url = ''): boolean {
  return url.startsWith('/open311/') && new URL(url, 'http://house').pathname.startsWith('/open311/');
}

const server = createServer(PATIENCE, (request, response) => {
  // Without a proxy the adapter would take plain http for https and refuse every form (its origin check).
  if (!config.trustProxy) request.headers['x-forwarded-proto'] = 'http';
  if (!config.trustProxy || !request.headers['x-forwarded-for'])
    request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
  // Nobody signs in there and nothing is taken: Kit's check of forms would answer in words that no client of Open311 knows.
  if (isFacade(request.url)) delete request.headers['content-type'];
  if (stopping) response.setHeader('connection', 'close');
  handler(request, response);
});
server.on('upgrade', (request, socket, head) => {
  if (stopping || !request.url?.startsWith(COLLAB_PATH)) return void socket.destroy();
  hub.upgrade(request, socket, head);
});

const open = new Set<Socket>();
server.on('connection', (socket) => {
  open.add(socket);
  socket.once('close', () => open.delete(socket));
});

server.once('error', (error) => {
  process.stderr.write(
    `Stoolside cannot listen on ${config.host}:${config.port}: ${error.message}. Set PORT or HOST to a free address.\n`
  );
  process.exit(1);
});
server.listen(config.port, config.host, () => {
  log.info({ host: config.host, port: config.port }, 'listening');
  const address = server.address();
  // For whoever started us as a child: the demo's banner, the tests.
  process.send?.({
    listening: { port: typeof address === 'object' && address ? address.port : config.port },
    demo: services.demo
  });
});

async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping');
  // Whatever hangs, the process is gone within ten seconds; what was acknowledged is on disk already.
  setTimeout(() => process.exit(1), DRAIN_MS + 1_500).unref();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await services!.stop();
  server.closeIdleConnections();
  setTimeout(() => open.forEach((socket) => socket.destroy()), 1_500).unref();
  await closed;
  log.info('stopped');
  process.exit(0);
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
