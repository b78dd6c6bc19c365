import { isNotNull } from 'drizzle-orm';
import type { Query } from '../db/store';
import { stillInChain } from '../ledger';
import { headOf } from './find-paper';
import { paperVersion } from './tables';

/** Holds the head that each published paper carries against the ledger's history: a paper on a wall cannot be rewritten. */
export async function verifyPapers(q: Query, fault: (where: string, what: string) => void): Promise<void> {
  const rows = await q.select().from(paperVersion).where(isNotNull(paperVersion.headHash)).all();
  for (const row of rows) {
    const head = headOf(row);
    if (head && !(await stillInChain(q, row.communityId, head)))
      fault(
        `paper ${row.kind} of meeting ${row.meetingId}`,
        `was published with another history: its event ${head.seq} is not the ledger's any more`
      );
  }
}
