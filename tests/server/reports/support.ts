import { asc, eq } from 'drizzle-orm';
import type { ActEvent } from '$lib/domain/ledger/transitions';
import { subjectAt, type Subject } from '$lib/domain/reports/subject';
import { item, itemEvent } from '../../../server/ledger/tables';
import { COMMUNITY } from '../../../server/seed/fixtures';
import type { TestGround } from '../../support/ground';

/** Every item of the community as its events tell it at this moment; of the rows only what no event tells. */
export async function replayed(s: TestGround): Promise<(Subject & { id: string })[]> {
  const moment = s.now().toISOString();
  const rows = await s.store.q.select().from(item).where(eq(item.communityId, COMMUNITY.id)).all();
  const subjects: (Subject & { id: string })[] = [];
  for (const { id, createdAt, category, gridId, venueId, channel } of rows) {
    const events = (await s.store.q
      .select()
      .from(itemEvent)
      .where(eq(itemEvent.itemId, id))
      .orderBy(asc(itemEvent.seq))
      .all()) as unknown as ActEvent[];
    const facts = { createdAt, category, gridId, venueId, channel };
    const subject = subjectAt({ facts, events }, moment, COMMUNITY.timeZone);
    if (subject) subjects.push({ id, ...subject });
  }
  return subjects;
}
