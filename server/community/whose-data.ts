import { ConfigError, type Config } from '../config';
import type { Store } from '../db/store';
import { community } from './tables';

/** The demo's data and real data never meet. Throws ConfigError where they would. */
export async function checkWhoseData(config: Pick<Config, 'mode' | 'dataDir'>, store: Pick<Store, 'q'>): Promise<void> {
  const first = await store.q.select({ demo: community.demo }).from(community).limit(1).get();
  if (!first) return;
  if (first.demo && config.mode === 'production')
    throw new ConfigError(`DATA_DIR holds the demo's data (${config.dataDir}). Set DATA_DIR to another folder.`);
  if (!first.demo && config.mode !== 'production')
    throw new ConfigError(
      `DATA_DIR holds real data (${config.dataDir}), not the demo's. Set DATA_DIR to another folder.`
    );
}
