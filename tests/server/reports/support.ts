import { asc, eq } from 'drizzle-orm';
import type { ActEvent } from '$lib/domain/ledger/transitions';
import { subjectAt, type Subject } from '$lib/domain/reports/subject';
import { item, itemEvent } from '../../../server/ledger/tables';
import { COMMUNITY } from '../../../server/seed/cast';
import type { TestGround } from '../../support/ground';

/** Every item of the community as its events tell it at this moment; of the rows only what no event tells. */
export function replayed(s: TestGround): (Subject & { id: string })[] {
  const moment = s.now().toISOString();
  const rows = s.store.q
    .select()
    .from(item)
    .where(eq(item.communityId, COMMUNITY.id))
    .all() as unknown as (typeof item.$inferSelect)[];
  return rows.flatMap(({ id, createdAt, category, gridId, venueId, channel }) => {
    const events = s.store.q
      .select()
      .from(itemEvent)
      .where(eq(itemEvent.itemId, id))
      .orderBy(asc(itemEvent.seq))
      .all() as unknown as ActEvent[];
    const facts = { createdAt, category, gridId, venueId, channel };
    const subject = subjectAt({ facts, events }, moment, COMMUNITY.timeZone);
    return subject ? [{ id, ...subject }] : [];
  });
}
