import { eq } from 'drizzle-orm';
import type { Tier } from '$lib/domain/ledger/category';
import type { Counting } from '$lib/domain/ledger/clock';
import { readLedgerSettings } from '$lib/domain/ledger/ledger-settings';
import { dayIn } from '$lib/domain/meetings/days';
import { calendarOf } from '../calendar';
import { community } from '../community/tables';
import type { Query } from '../db/store';

/** What the clocks of a community's items are counted with; for one item `countingFor` adds its own. */
export type CommunityCounting = Omit<Counting, 'submittedOn' | 'tier'>;

/** @param at ISO: now */
export async function countingOf(q: Query, communityId: string, at: string): Promise<CommunityCounting> {
  const row = await q
    .select({ settings: community.settings, timeZone: community.timeZone })
    .from(community)
    .where(eq(community.id, communityId))
    .get();
  const timeZone = row?.timeZone ?? 'Asia/Shanghai';
  const dayOf = (moment: string) => dayIn(moment, timeZone);
  return {
    rules: readLedgerSettings(row?.settings.ledger),
    calendar: await calendarOf(q, communityId),
    today: dayOf(at),
    dayOf
  };
}

/** The same, for one item. */
export function countingFor(
  counting: CommunityCounting,
  { createdAt, tier }: { createdAt: string; tier: string }
): Counting {
  return { ...counting, submittedOn: counting.dayOf(createdAt), tier: tier as Tier };
}
