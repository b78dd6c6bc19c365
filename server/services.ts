import path from 'node:path';
import pino from 'pino';
import { createAttachments, startSweeping, sweepAttachments, type Attachments } from './attachments';
import { privateKind, sweepPrivateReads } from './attendance';
import { giveShippedYearsToAll } from './calendar';
import { createHub, type Hub } from './collab';
import { checkWhoseData } from './community';
import { ConfigError, originAllowed, readConfig, type Config } from './config';
import { takeFolder } from './db/folder-lock';
import { openSqlite } from './db/sqlite';
import { createFileStore, FILES_FOLDER, type FileStore } from './files';
import type { Ground } from './ground';
import { runningServices, setRunningServices } from './globals';
import { authenticateUpgrade, createSessions, type Sessions } from './identity';
import { createImportJobs, repairImports, type ImportJobs } from './imports';
import { ITEM_OWNER, itemAttachments, startChasing, type Hearing } from './ledger';
import { usedElsewhere } from './maintenance';
import {
  createTabletBacklogs,
  repairPhases,
  MEETING_OWNER,
  meetingAttachments,
  meetingKind,
  type TabletBacklogs
} from './meetings';
import { createNotices, createSealer, hearByNotice, startDelivering, tellByNotice, type Notices } from './notices';
import { createOpen311, type Open311 } from './open311';
import { createLinkMeasure, type LinkMeasure } from './party-links';
import { createPhones, repairPhones, type Phones } from './phones';
import { createPublicity, type Publicity } from './publicity';
import { seedDemo, type DemoNotes } from './seed';
import { startIndexing } from './search';

export interface Services extends Ground, Hearing {
  sessions: Sessions;
  hub: Hub;
  publicity: Publicity;
  phones: Phones;
  linkMeasure: LinkMeasure;
  /** What tablets say that they still hold. */
  backlogs: TabletBacklogs;
  /** Bytes by what they hold. */
  files: FileStore;
  /** Whose those of pictures and voice notes are. */
  attachments: Attachments;
  /** Imports of older ledgers, which take their time. */
  imports: ImportJobs;
  /** What carries notices out of the server. */
  notices: Notices;
  /** Public data for other people's programs. */
  open311: Open311;
  /** What the demo's banner prints; undefined outside the demo. */
  demo?: DemoNotes;
  /** Stops taking work, flushes, closes. */
  stop(): Promise<void>;
}

/**
 * Builds each service once and starts them. Throws ConfigError where another server has the data folder, or where it does
 * not fit the mode.
 */
export async function buildServices(config: Config): Promise<Services> {
  const releaseFolder = takeFolder(config.dataDir);
  try {
    return await buildOn(config, releaseFolder);
  } catch (error) {
    releaseFolder();
    throw error;
  }
}

async function buildOn(config: Config, releaseFolder: () => void): Promise<Services> {
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const store = openSqlite(path.join(config.dataDir, 'stoolside.sqlite'));
  const now = () => new Date();
  await checkWhoseData(config, store);

  const sessions = createSessions({ store, now });
  const hub = createHub({
    journalFile: path.join(config.dataDir, 'collab.sqlite'),
    authenticate: authenticateUpgrade({ sessions }),
    originAllowed: (origin, host) => originAllowed(config, origin, host),
    log,
    now,
    mac: createSealer(config.dataDir, config.secretKey).mac
  });
  // What follows from every act in the ledger's history.
  const hearers = [hearByNotice];
  const ground = { config, store, log, now, sessions, hub, hearers };
  hub.register(meetingKind(ground));
  hub.register(privateKind(ground));
  const publicity = createPublicity(ground);
  const files = createFileStore(path.join(config.dataDir, FILES_FOLDER));
  const attachments = createAttachments(files);
  attachments.register(MEETING_OWNER, meetingAttachments(ground));
  attachments.register(ITEM_OWNER, itemAttachments(ground));
  const stopSweeping = startSweeping(ground, {
    attachments: () => sweepAttachments({ ...ground, attachments }, usedElsewhere),
    'private reads': () => sweepPrivateReads(ground)
  });
  const stopIndexing = startIndexing(ground);
  await repairImports(ground);
  const imports = createImportJobs(ground);
  const notices = createNotices(ground);
  const stopDelivering = startDelivering({ ...ground, notices });
  let stopChasing = async () => {};
  const services: Services = {
    ...ground,
    publicity,
    phones: createPhones(ground),
    linkMeasure: createLinkMeasure(now),
    backlogs: createTabletBacklogs(now),
    files,
    attachments,
    imports,
    notices,
    open311: createOpen311(ground),
    async stop() {
      publicity.stop();
      await stopChasing();
      await stopDelivering();
      await stopSweeping();
      await stopIndexing();
      await imports.stop();
      await hub.stop();
      await store.close();
      releaseFolder();
    }
  };
  if (config.mode === 'demo' || config.mode === 'development') services.demo = await seedDemo(services);
  await giveShippedYearsToAll(services);
  await repairPhases(services);
  await repairPhones(services);
  // Only when all of it stands: the first look is made at once.
  stopChasing = startChasing(ground, tellByNotice);
  return services;
}

let starting: Promise<Services> | undefined;

/** Reads the environment, builds the services and lets the process find them. Called twice, it starts once. */
export function startServices(): Promise<Services> {
  const running = runningServices<Services>();
  if (running) return Promise.resolve(running);
  starting ??= (async () => {
    try {
      const mode = import.meta.env.DEV ? { STOOLSIDE_MODE: 'development' } : {};
      const services = await buildServices(readConfig({ ...mode, ...process.env }));
      setRunningServices(services);
      return services;
    } catch (error) {
      if (!(error instanceof ConfigError) || import.meta.env.DEV) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
  })();
  return starting;
}
