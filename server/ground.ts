import type { Logger } from 'pino';
import type { Config } from './config';
import type { Store } from './db/store';

export type Log = Logger;

/** What every verb and query stands on; knows no area. A test builds one by hand. */
export interface Ground {
  config: Config;
  store: Store;
  log: Log;
  /** The only clock; a test's is its own. */
  now: () => Date;
}
