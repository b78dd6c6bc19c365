import { mapFiles } from '../community';
import type { Query } from '../db/store';
import type { UsedFile } from '../files';

/** What stands in the folder of files for others than attachments: neither swept away nor taken for spare. */
export async function usedElsewhere(q: Query): Promise<UsedFile[]> {
  return await mapFiles(q);
}
