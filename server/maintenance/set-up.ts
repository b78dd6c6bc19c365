import path from 'node:path';
import { openJournal } from '../collab';
import { checkWhoseData } from '../community';
import type { Config } from '../config';
import { lockFolder } from '../db/folder-lock';
import { openSqlite } from '../db/sqlite';
import { setUpCommunity, setUpSchema } from '../set-up';
import { DATABASE, JOURNAL } from './verify-data';

/**
 * Adds to the data folder what a file names, and nothing else; beside a server that runs there, or before its first start.
 * Returns how much of what was added. Throws a sentence for people.
 */
export async function setUp(config: Pick<Config, 'mode' | 'dataDir'>, file: string): Promise<string> {
  const named = setUpSchema.parse(JSON.parse(file));
  const now = () => new Date();
  const release = lockFolder(config.dataDir);
  try {
    const store = openSqlite(path.join(config.dataDir, DATABASE), { beside: release === null });
    try {
      // A folder is whole from the first: it can be backed up before a server has run there.
      if (release) openJournal(path.join(config.dataDir, JOURNAL), now).close();
      await checkWhoseData(config, store);
      const added = await setUpCommunity({ store, now }, named);
      return Object.entries(added)
        .map(([what, n]) => `${n} ${what}`)
        .join(', ');
    } finally {
      await store.close();
    }
  } finally {
    release?.();
  }
}
