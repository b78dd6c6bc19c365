import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHub, type HubLog } from '../../../../server/collab';

// A sync server in a process of its own, to be killed: `run-ts.mjs child.ts <journal file> <port>`.
const [, , journalFile, port] = process.argv;
const silent = () => {};
const log: HubLog = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent };
const hub = createHub({
  journalFile: journalFile!,
  authenticate: async () => ({
    communityId: 'community',
    accountId: 'wang',
    username: 'wang',
    name: '王',
    role: 'facilitator',
    partyId: null,
    gridId: null,
    deviceId: 'tablet'
  }),
  originAllowed: () => true,
  log,
  now: () => new Date()
});
hub.register({
  name: 'meeting',
  matches: () => true,
  open: async () => ({ right: 'edit', epoch: 1 }),
  epoch: async () => 1,
  settled: async () => {},
  settleMs: 60_000
});
const server = createServer();
server.on('upgrade', (request, socket, head) => hub.upgrade(request, socket, head));
server.listen(Number(port), '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
