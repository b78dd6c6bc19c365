import { eq } from 'drizzle-orm';
import { dayKind } from '$lib/domain/calendar/work-calendar';
import { isNight, offsetOf, USUAL_QUIET, type QuietHours, type SendingRules } from '$lib/domain/notices/quiet';
import { calendarOf } from '../calendar';
import { community } from '../community/tables';
import type { Query } from '../db/store';

/** Night, time zone and working days of a community, for one of its channels. */
export type RulesFor = (channelId: string) => SendingRules;

/** What decides when notices of a community go out; reads within the caller's transaction. */
export async function sendingRules(q: Query, communityId: string): Promise<RulesFor> {
  const row = await q
    .select({ timeZone: community.timeZone, settings: community.settings })
    .from(community)
    .where(eq(community.id, communityId))
    .get();
  const timeZone = row?.timeZone ?? 'Asia/Shanghai';
  const quiet = quietOf(row?.settings ?? {});
  const calendar = await calendarOf(q, communityId);
  const isWorkingDay = (day: string) => dayKind(calendar, day).working;
  return (channelId) => ({ timeZone, quiet, isWorkingDay, offset: offsetOf(channelId) });
}

/** The hours of the night as the community set them, or the usual ones. */
export function quietOf(settings: Record<string, unknown>): QuietHours {
  const { from, to } = (settings.quietHours ?? {}) as Partial<QuietHours>;
  return typeof from === 'string' && typeof to === 'string' && isNight({ from, to }) ? { from, to } : USUAL_QUIET;
}
