import { createHash } from 'node:crypto';
import { and, eq, max } from 'drizzle-orm';
import {
  calendarOfYears,
  changedDays,
  missingHolidays,
  type AnnouncedYear,
  type CalendarDay
} from '$lib/domain/calendar/announced';
import { readCalendarDays, type ReadDays } from '$lib/domain/calendar/read-days';
import { may } from '$lib/domain/identity/role';
import { plainLine } from '$lib/domain/phones/phone-limits';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Query } from '../db/store';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { standingYears } from './calendar-of';
import { calendarImport } from './tables';

const LONGEST = { text: 20_000, source: 60 };
export const IMPORT_YEARS = { first: 2000, last: 2100 };

/** What an import does to the calendar: for whoever counts deadlines by it. */
export interface CalendarChange {
  year: number;
  /** The year had not been announced before: every deadline that rested on it is sure now. */
  newly: boolean;
  /** Days that are worked now and were not, or the other way about, in order; some may lie in the December before. */
  changed: string[];
}

export interface CalendarPreview extends ReadDays, CalendarChange {
  /** Holidays of the country that the days do not name; not an error. */
  missing: string[];
  /** Stands for what was read and what it was held to; to be sent with the import. */
  mark: string;
}

/** Reads what was pasted and says what would come of it; changes nothing. */
export async function previewCalendar(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  input: { year: number; text: string }
): Promise<CalendarPreview | Refusal> {
  const read = readGiven(caller, input);
  if (refused(read)) return read;
  return { ...read, ...(await compare(s.store.q, caller.communityId, { year: input.year, days: read.days })) };
}

/**
 * Takes a year's days (rules I2, I5, I6): what holds for that year from now on. Returns which days changed, so that deadlines
 * can be counted again; the same days once more change nothing and add nothing.
 */
export async function importCalendar(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  input: { year: number; text: string; source: string; mark: string }
): Promise<CalendarChange | Refusal> {
  const read = readGiven(caller, input);
  if (refused(read)) return read;
  if (read.unread.length || !read.days.length) return { refused: 'input/invalid', fields: { text: 'field/unfit' } };
  const { communityId, accountId } = caller;
  const { year } = input;
  const { days } = read;
  return await s.store.tx(async (q) => {
    const { mark, newly, changed, same } = await compare(q, communityId, { year, days });
    if (same) return { year, newly: false, changed: [] };
    if (mark !== input.mark) return { refused: 'calendar/changed' as const };
    const last = await q
      .select({ seq: max(calendarImport.seq) })
      .from(calendarImport)
      .where(and(eq(calendarImport.communityId, communityId), eq(calendarImport.year, year)))
      .get();
    await q
      .insert(calendarImport)
      .values({
        communityId,
        year,
        seq: (last?.seq ?? 0) + 1,
        days,
        source: plainLine(input.source, LONGEST.source),
        importedBy: accountId,
        importedAt: s.now().toISOString()
      })
      .run();
    return { year, newly, changed };
  });
}

function readGiven(caller: Caller, { year, text }: { year: number; text: string }): ReadDays | Refusal {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  if (!Number.isInteger(year) || year < IMPORT_YEARS.first || year > IMPORT_YEARS.last)
    return { refused: 'input/invalid', fields: { year: 'field/unfit' } };
  if (!text.trim()) return { refused: 'input/invalid', fields: { text: 'field/missing' } };
  if (text.length > LONGEST.text) return { refused: 'input/too-large' };
  return readCalendarDays(text, year);
}

/** The days held to what stands: what would change, and a mark that is another one as soon as either side is. */
async function compare(q: Query, communityId: string, input: AnnouncedYear) {
  const { year } = input;
  const standing = await standingYears(q, communityId);
  const before = standing.find((one) => one.year === year);
  const days = inOrder(input.days);
  const others = standing.filter((one) => one !== before);
  const changed = changedDays(calendarOfYears(standing), calendarOfYears([...others, input]));
  return {
    year,
    newly: !before,
    changed,
    missing: missingHolidays(input.days),
    same: before !== undefined && inOrder(before.days) === days,
    mark: createHash('sha256')
      .update(JSON.stringify([communityId, year, standing.map((one) => [one.year, one.seq]), days]))
      .digest('hex')
  };
}

function inOrder(days: readonly CalendarDay[]): string {
  return JSON.stringify(days.map(({ day, kind, name }) => [day, kind, name]).sort());
}
