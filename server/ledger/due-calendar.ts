import { and, gte, inArray, lt, sql } from 'drizzle-orm';
import type { WorkCalendar } from '$lib/domain/calendar/work-calendar';
import { RUNNING } from '$lib/domain/ledger/state';
import { addMonths } from '$lib/domain/meetings/days';
import { refused, type Refusal } from '$lib/domain/refusal';
import { calendarOf } from '../calendar';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { fitting, type ItemFilter } from './item-filter';
import { linesOf } from './lines-of';
import type { ItemLine } from './list-items';
import { item } from './tables';

/** So many are named on a day; the rest is a number that opens the list. */
const NAMED = 3;

export interface DueDay {
  /** YYYY-MM-DD */
  day: string;
  due: number;
  overdue: number;
  lines: ItemLine[];
}

/** What fits a filter by the day on which it is due, for one month, with the calendar that its days are counted by. */
export async function dueCalendar(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  filter: ItemFilter,
  month: string
): Promise<{ days: DueDay[]; calendar: WorkCalendar; today: string } | Refusal> {
  const fitted = await fitting(s, caller, filter);
  if (refused(fitted)) return fitted;
  const { q } = s.store;
  const { fits, day: today } = fitted;
  const calendar = await calendarOf(q, caller.communityId);
  if (fits === null) return { days: [], calendar, today };
  const first = `${month}-01`;
  const inMonth = and(fits, gte(item.deadlineOn, first), lt(item.deadlineOn, addMonths(first, 1)));
  const late = and(inArray(item.state, [...RUNNING]), lt(item.deadlineOn, today));
  const counts = await q.all<{ day: string; due: number; overdue: number }>(
    sql`select deadline_on as day, count(*) as due, count(case when ${late} then 1 end) as overdue
      from ${item} where ${inMonth} group by deadline_on order by deadline_on`
  );
  // What is still owed comes before what is done.
  const owed = sql`case when ${inArray(item.state, [...RUNNING])} then 0 else 1 end`;
  const named = await q.all<{ id: string; day: string }>(
    sql`select id, day from (select id, deadline_on as day,
        row_number() over (partition by deadline_on order by ${owed}, id) as place from ${item} where ${inMonth}) as placed
      where place <= ${NAMED} order by day, place`
  );
  const lines = await linesOf(
    s,
    caller,
    named.map(({ id }) => id)
  );
  return {
    days: counts.map((count) => ({
      ...count,
      lines: named.flatMap(({ id, day }) => (day === count.day ? (lines.get(id) ?? []) : []))
    })),
    calendar,
    today
  };
}
