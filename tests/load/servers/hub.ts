import { createHub, type HubLog } from '../../../server/collab';
import { serve } from './serve.mjs';

// Our server as it runs in production: journal on disk with synchronous=FULL, presence, acknowledgements, limits.
const silent = () => {};
const log: HubLog = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent };
const hub = createHub({
  journalFile: process.argv[2]!,
  authenticate: async (request) => {
    const accountId = String(request.headers['x-person']);
    return {
      communityId: 'community',
      accountId,
      username: accountId,
      name: accountId,
      role: 'facilitator',
      partyId: null,
      gridId: null,
      deviceId: `device of ${accountId}`
    };
  },
  originAllowed: () => true,
  log,
  now: () => new Date(),
  // So that a churn need not wait half a minute to see meetings unloaded and devices forgotten.
  limits: process.env.SOON ? { idleMs: 1_000, keepAliveMs: 2_000 } : {}
});
hub.register({
  name: 'meeting',
  matches: () => true,
  open: async ({ accountId }) => ({ right: accountId.startsWith('viewer') ? 'read' : 'edit', epoch: 1 }),
  epoch: async () => 1,
  settled: async () => {},
  settleMs: 2_000
});
serve((request, socket, head) => hub.upgrade(request, socket, head), hub.stats);
