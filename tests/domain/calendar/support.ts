import fc from 'fast-check';
import { calendarOfYears, type AnnouncedYear, type CalendarDay } from '$lib/domain/calendar/announced';
import { weekdayOf } from '$lib/domain/meetings/days';

/** Any day of the years 2025 to 2028. */
export const day = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const name = fc.constantFrom('元旦', '春节', '清明节', '国庆节');

/** What a notice of that year could say: days of it and of the December before. */
export const yearDays = (year: number): fc.Arbitrary<CalendarDay[]> =>
  fc
    .uniqueArray(
      fc.date({
        min: new Date(`${year - 1}-12-01`),
        max: new Date(`${year}-12-31`),
        noInvalidDate: true
      }),
      { maxLength: 40, selector: (date) => date.toISOString().slice(0, 10) }
    )
    .chain((dates) => fc.tuple(...dates.map((date) => dayOf(date.toISOString().slice(0, 10)))))
    .map((days) => days.sort((a, b) => (a.day < b.day ? -1 : 1)));

const dayOf = (at: string): fc.Arbitrary<CalendarDay> =>
  fc.tuple(fc.boolean(), name).map(([worked, called]) => ({
    day: at,
    kind: worked && weekdayOf(at) >= 6 ? 'work' : 'off',
    name: called
  }));

/** The notices of some of the years 2025 to 2028. */
export const years: fc.Arbitrary<AnnouncedYear[]> = fc
  .subarray([2025, 2026, 2027, 2028])
  .chain((some) => fc.tuple(...some.map((year) => yearDays(year).map((days) => ({ year, days })))));

export const calendar = years.map(calendarOfYears);
