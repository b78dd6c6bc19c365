import { and, asc, desc, eq, max } from 'drizzle-orm';
import { calendarOfYears, type AnnouncedYear } from '$lib/domain/calendar/announced';
import type { WorkCalendar } from '$lib/domain/calendar/work-calendar';
import type { Query } from '../db/store';
import { account } from '../identity/tables';
import { calendarImport } from './tables';

export interface StandingYear extends AnnouncedYear {
  seq: number;
}

/**
 * The community's working-day calendar: every year's last import. Read anew each time, a row of two kilobytes a year: inside a
 * transaction it is what that transaction sees. Ask once for many sums.
 */
export async function calendarOf(q: Query, communityId: string): Promise<WorkCalendar> {
  return calendarOfYears(await standingYears(q, communityId));
}

/** What holds for each year that has been brought in, in order. */
export async function standingYears(q: Query, communityId: string): Promise<StandingYear[]> {
  const last = q
    .select({ year: calendarImport.year, seq: max(calendarImport.seq).as('last_seq') })
    .from(calendarImport)
    .where(eq(calendarImport.communityId, communityId))
    .groupBy(calendarImport.year)
    .as('last');
  return await q
    .select({ year: calendarImport.year, seq: calendarImport.seq, days: calendarImport.days })
    .from(calendarImport)
    .innerJoin(last, and(eq(last.year, calendarImport.year), eq(last.seq, calendarImport.seq)))
    .where(eq(calendarImport.communityId, communityId))
    .orderBy(asc(calendarImport.year))
    .all();
}

export interface CalendarImportLine {
  seq: number;
  /** ISO */
  at: string;
  /** Name of who brought it in; null: it came with the product. */
  by: string | null;
  source: string;
  off: number;
  work: number;
}

const MOST_SHOWN = 50;

/** Who brought in a year and when, the last first. */
export async function listCalendarImports(q: Query, communityId: string, year: number): Promise<CalendarImportLine[]> {
  const rows = await q
    .select({
      seq: calendarImport.seq,
      at: calendarImport.importedAt,
      by: account.name,
      source: calendarImport.source,
      days: calendarImport.days
    })
    .from(calendarImport)
    .leftJoin(
      account,
      and(eq(account.communityId, calendarImport.communityId), eq(account.id, calendarImport.importedBy))
    )
    .where(and(eq(calendarImport.communityId, communityId), eq(calendarImport.year, year)))
    .orderBy(desc(calendarImport.seq))
    .limit(MOST_SHOWN)
    .all();
  return rows.map(({ days, ...row }) => {
    const off = days.filter(({ kind }) => kind === 'off').length;
    return { ...row, off, work: days.length - off };
  });
}

/** One import as it was, to be brought in again; null where there is none. */
export async function calendarImportOf(
  q: Query,
  communityId: string,
  year: number,
  seq: number
): Promise<{ days: AnnouncedYear['days']; source: string } | null> {
  const row = await q
    .select({ days: calendarImport.days, source: calendarImport.source })
    .from(calendarImport)
    .where(and(eq(calendarImport.communityId, communityId), eq(calendarImport.year, year), eq(calendarImport.seq, seq)))
    .get();
  return row ?? null;
}
