import { mkdirSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { ConfigError, readConfig, type Config } from './config';
import { openSqlite } from './db/sqlite';
import type { Store } from './db/store';
import { runningServices, setRunningServices } from './globals';
import type { Hub } from './collab';
import type { Sessions } from './identity';
import type { Publicity } from './publicity';

export type Log = pino.Logger;

/** What every verb and query stands on; a test builds one by hand. */
export interface Ground {
  config: Config;
  store: Store;
  log: Log;
  /** The only clock; a test's is its own. */
  now: () => Date;
}

export interface Services extends Ground {
  sessions: Sessions;
  hub: Hub;
  publicity: Publicity;
  /** Stops taking work, flushes, closes. */
  stop(): Promise<void>;
}
