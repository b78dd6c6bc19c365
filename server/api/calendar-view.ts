import type { z } from 'zod';
import type { WorkCalendar } from '$lib/domain/calendar/work-calendar';
import type { CalendarImportLine } from '../calendar';
import type { calendarOutput } from './schemas';

/** One year of the working-day calendar as the API gives it. */
export function calendarView(
  calendar: WorkCalendar,
  year: number,
  imports: CalendarImportLine[]
): z.input<typeof calendarOutput> {
  const daysOfKind = (kind: 'off' | 'work') =>
    Object.entries(calendar[kind])
      .filter(([day]) => day.startsWith(`${year}-`))
      .map(([day, name]) => ({ day, kind, name }));
  const days = [...daysOfKind('off'), ...daysOfKind('work')].sort((a, b) => (a.day < b.day ? -1 : 1));
  return { year, announced: calendar.announced.includes(year), days, imports };
}
