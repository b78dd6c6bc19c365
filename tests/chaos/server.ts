import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { createAttachments } from '../../server/attachments';
import { createHub } from '../../server/collab';
import { openJournal, type Entry, type Journal } from '../../server/collab/journal';
import type { CompactionStep } from '../../server/collab/compaction';
import { originAllowed, readConfig } from '../../server/config';
import { openSqlite } from '../../server/db/sqlite';
import { createFileStore, FILES_FOLDER } from '../../server/files';
import { setRunningServices } from '../../server/globals';
import { authenticateUpgrade, createSessions } from '../../server/identity';
import type { Caller } from '../../server/identity/caller';
import { createImportJobs } from '../../server/imports';
import { ITEM_OWNER, itemAttachments } from '../../server/ledger';
import { createNotices, createSealer, hearByNotice } from '../../server/notices';
import { createOpen311 } from '../../server/open311';
import { createLinkMeasure } from '../../server/party-links';
import { createPhones } from '../../server/phones';
import { createPublicity } from '../../server/publicity';
import {
  closeMeeting,
  createTabletBacklogs,
  repairPhases,
  MEETING_OWNER,
  meetingAttachments,
  meetingKind,
  planMeeting
} from '../../server/meetings';
import { seedCommunity } from '../../server/seed';
import { ACCOUNT, COMMUNITY, PARTY } from '../../server/seed/fixtures';
import { community } from '../../server/community/tables';

// The server's own sync server, meetings and ledger behind a plain door, in a process that can be killed and made to fail:
// the journal's commit (`full`), a compaction at a given step (the process dies there), and, to prove that the harness sees
// it, a journal that acknowledges before it writes (`early`). With `app`, the build's handler, the pages are served too.

const [dataDir = '', port = '0', meetingId = '', mode = '', app = ''] = process.argv.slice(2);
const now = () => new Date();
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
const store = openSqlite(path.join(dataDir, 'stoolside.sqlite'));
// No ORIGIN: the page of a browser comes from wherever its cable ends.
const config = readConfig({ STOOLSIDE_MODE: 'test', DATA_DIR: dataDir, ALLOWED_ORIGINS: 'http://house' });
const sessions = createSessions({ store, now });
const bySession = authenticateUpgrade({ sessions });
const callerOn = (deviceId: string): Caller => ({
  communityId: COMMUNITY.id,
  accountId: ACCOUNT.facilitator!,
  username: 'facilitator',
  name: '王秋禾',
  role: 'facilitator',
  partyId: PARTY.facilitator!,
  gridId: null,
  deviceId
});

let full = 0;
let crashAt: CompactionStep | null = null;
const real = openJournal(path.join(dataDir, 'collab.sqlite'), now);
function early(journal: Journal): Journal {
  let late: Entry[][] = [];
  const write = () => late.splice(0).forEach((entries) => journal.commit(entries));
  return {
    ...journal,
    commit(entries) {
      late = [...late, entries];
      setTimeout(write, 400);
    },
    sync: () => Promise.resolve(),
    load(document, epoch) {
      write();
      return journal.load(document, epoch);
    }
  };
}
const journal: Journal = {
  ...(mode === 'early' ? early(real) : real),
  ...(mode === 'early'
    ? {}
    : {
        commit(entries: Entry[]) {
          if (full > 0) {
            full--;
            throw new Error('the disk is full');
          }
          real.commit(entries);
        }
      })
};

const hub = createHub({
  journalFile: journal,
  authenticate: async (request) => {
    const device = /(?:^|; )device=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    return device ? callerOn(device) : await bySession(request);
  },
  originAllowed: (origin, host) => originAllowed(config, origin, host),
  log,
  now,
  mac: createSealer(dataDir, null).mac,
  limits: { compactRows: 60, compactIdleRows: 5, idleMs: 500, keepAliveMs: 1_000, recheckMs: 1_000 },
  probe: (step) => {
    if (step === crashAt) process.kill(process.pid, 'SIGKILL');
  }
});
const s = { config, store, now, log, sessions, hub, hearers: [hearByNotice] };

if (!(await store.q.select().from(community).get())) {
  await seedCommunity(store, now());
}
hub.register(meetingKind(s));
await planMeeting(s, callerOn('server'), { id: meetingId, title: '风雨里的议事会', kind: 'stool' });
await repairPhases(s);

/** The pages and the API, as server/main.ts gives them, on these services. */
async function pages(): Promise<RequestListener> {
  delete process.env.ORIGIN;
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
  const files = createFileStore(path.join(dataDir, FILES_FOLDER));
  const attachments = createAttachments(files);
  attachments.register(MEETING_OWNER, meetingAttachments(s));
  attachments.register(ITEM_OWNER, itemAttachments(s));
  setRunningServices({
    ...s,
    publicity: createPublicity(s),
    phones: createPhones(s),
    linkMeasure: createLinkMeasure(now),
    backlogs: createTabletBacklogs(now),
    notices: createNotices(s),
    open311: createOpen311(s),
    files,
    attachments,
    imports: createImportJobs(s),
    stop: () => hub.stop()
  });
  const { handler } = (await import(pathToFileURL(app).href)) as { handler: RequestListener };
  return (request, response) => {
    request.headers['x-forwarded-proto'] = 'http';
    handler(request, response);
  };
}

const server = app ? createServer(await pages()) : createServer();
server.on('upgrade', (request, socket, head) => hub.upgrade(request, socket, head));
server.listen(Number(port), '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

process.on('message', (asked: { fault?: 'full' | CompactionStep; close?: boolean }) => {
  if (asked.fault === 'full') full = 1;
  else if (asked.fault) crashAt = asked.fault;
  if (asked.close) void closeMeeting(s, callerOn('server'), meetingId).catch(() => {});
});
// Whoever started us is gone.
process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => {
  server.close();
  void hub
    .stop()
    .then(() => store.close())
    .then(() => process.exit(0));
});
