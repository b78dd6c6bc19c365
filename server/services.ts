import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import pino from 'pino';
import { createAttachments, keepSweeping, sweepAttachments, type Attachments } from './attachments';
import { privateKind, sweepPrivateReads } from './attendance';
import { giveShippedYearsToAll } from './calendar';
import { createHub, type Hub } from './collab';
import { community } from './community/tables';
import { ConfigError, originAllowed, readConfig, type Config } from './config';
import { openSqlite } from './db/sqlite';
import type { Store } from './db/store';
import { createFileStore, FILES_FOLDER, type FileStore } from './files';
import type { Ground } from './ground';
import { runningServices, setRunningServices } from './globals';
import { authenticateUpgrade, createSessions, type Sessions } from './identity';
import { createImportJobs, healImports, type ImportJobs } from './imports';
import { ITEM_OWNER, itemAttachments, keepChasing, type Hearing } from './ledger';
import { usedElsewhere } from './maintenance/used-files';
import { createHeld, healPhases, MEETING_OWNER, meetingAttachments, meetingKind, type Held } from './meetings';
import { createNotices, hearByNotice, keepDelivering, tellByNotice, type Notices } from './notices';
import { createOpen311, type Open311 } from './open311';
import { createLinkMeasure, type LinkMeasure } from './party-links';
import { createPhones, healPhones, type Phones } from './phones';
import { createPublicity, type Publicity } from './publicity';
import { seedDemo, type DemoNotes } from './seed';
import { keepIndexed } from './search';
import { setUpCommunity, setUpSchema } from './set-up';

export interface Services extends Ground, Hearing {
  sessions: Sessions;
  hub: Hub;
  publicity: Publicity;
  phones: Phones;
  linkMeasure: LinkMeasure;
  /** What tablets say that they still hold. */
  held: Held;
  /** Bytes by what they hold. */
  files: FileStore;
  /** Whose those of pictures and voice notes are. */
  attachments: Attachments;
  /** Imports of older ledgers, which take their time. */
  imports: ImportJobs;
  /** What carries notices out of the house. */
  notices: Notices;
  /** Public data for other people's programs. */
  open311: Open311;
  /** What the demo's banner prints; undefined outside the demo. */
  demo?: DemoNotes;
  /** `node build/index.js setup <file>`: adds what the file names; throws a sentence for people. */
  setUp(json: string): Promise<string>;
  /** Stops taking work, flushes, closes. */
  stop(): Promise<void>;
}

/** Builds each service once and starts them. Throws ConfigError where the data folder does not fit the mode. */
export async function buildServices(config: Config): Promise<Services> {
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  mkdirSync(config.dataDir, { recursive: true });
  const store = openSqlite(path.join(config.dataDir, 'stoolside.sqlite'));
  const now = () => new Date();
  await checkWhoseData(config, store);

  const sessions = createSessions({ store, now });
  const hub = createHub({
    journalFile: path.join(config.dataDir, 'collab.sqlite'),
    authenticate: authenticateUpgrade({ sessions }),
    originAllowed: (origin, host) => originAllowed(config, origin, host),
    log,
    now
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
  const stopSweeping = keepSweeping(ground, {
    attachments: () => sweepAttachments({ ...ground, attachments }, usedElsewhere),
    'private reads': () => sweepPrivateReads(ground)
  });
  const stopIndexing = keepIndexed(ground);
  await healImports(ground);
  const imports = createImportJobs(ground);
  const notices = createNotices(ground);
  const stopDelivering = keepDelivering({ ...ground, notices });
  let stopChasing = async () => {};
  const services: Services = {
    ...ground,
    publicity,
    phones: createPhones(ground),
    linkMeasure: createLinkMeasure(now),
    held: createHeld(now),
    files,
    attachments,
    imports,
    notices,
    open311: createOpen311(ground),
    async setUp(json) {
      const added = await setUpCommunity(ground, setUpSchema.parse(JSON.parse(json)));
      return Object.entries(added)
        .map(([what, n]) => `${n} ${what}`)
        .join(', ');
    },
    async stop() {
      publicity.stop();
      await stopChasing();
      await stopDelivering();
      await stopSweeping();
      await stopIndexing();
      await imports.stop();
      await hub.stop();
      await store.close();
    }
  };
  if (config.mode === 'demo' || config.mode === 'development') services.demo = await seedDemo(services);
  await giveShippedYearsToAll(services);
  await healPhases(services);
  await healPhones(services);
  // Only when all of it stands: the first look is made at once.
  stopChasing = keepChasing(ground, tellByNotice);
  return services;
}

/** The demo's data and real data never meet. */
async function checkWhoseData(config: Config, store: Store): Promise<void> {
  const first = await store.q
    .select({ demo: community.demo })
    .from(community)
    .where(eq(community.id, community.id))
    .get();
  if (!first) return;
  if (first.demo && config.mode === 'production')
    throw new ConfigError(`DATA_DIR holds the demo's data (${config.dataDir}). Set DATA_DIR to another folder.`);
  if (!first.demo && config.mode !== 'production')
    throw new ConfigError(
      `DATA_DIR holds real data (${config.dataDir}), not the demo's. Set DATA_DIR to another folder.`
    );
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
