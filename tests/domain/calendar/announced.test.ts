import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calendarOfYears,
  changedDays,
  linesOf,
  missingHolidays,
  runsOf,
  weeksOf
} from '$lib/domain/calendar/announced';
import { CHINA_2026 } from '$lib/domain/calendar/china-2026';
import { addWorkingDays, dayKind, workingDaysBetween } from '$lib/domain/calendar/work-calendar';
import { addDays, makeDay, monthEnd, weekdayOf } from '$lib/domain/meetings/days';
import { day, years } from './support';

const of2026 = calendarOfYears([CHINA_2026]);

describe('2026 as the State Council announced it', () => {
  /**
   * By hand, from the weekdays of each month. January 2026 begins on a Thursday: 22 weekdays, less Thursday 1st and Friday
   * 2nd, and Sunday 4th is worked: 21. February: 20, less Monday 16th to Friday 20th and Monday 23rd, and Saturdays 14th and
   * 28th: 16. March: 22. April: 22 less Monday 6th. May: 21, less Friday 1st, Monday 4th, Tuesday 5th, and Saturday 9th: 19.
   * June: 22 less Friday 19th. July: 23. August: 21. September: 22 less Friday 25th, and Sunday 20th: 22. October: 22, less
   * Thursday 1st, Friday 2nd, Monday 5th to Wednesday 7th, and Saturday 10th: 18. November: 21. December: 23.
   */
  const BY_HAND = [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23];

  it.each(BY_HAND.map((count, at) => [at + 1, count]))('month %i has %i working days', (month, count) => {
    const first = makeDay(2026, month, 1)!;
    expect(workingDaysBetween(of2026, addDays(first, -1), monthEnd(first))).toEqual({ days: count, sure: true });
  });

  it('the year has its 261 weekdays less the thirteen days that the law makes holidays', () => {
    expect(workingDaysBetween(of2026, '2025-12-31', '2026-12-31').days).toBe(261 - 13);
    expect(BY_HAND.reduce((sum, count) => sum + count)).toBe(248);
  });

  it('has 33 days off, six weekend days worked, and names all seven holidays', () => {
    expect(Object.keys(of2026.off)).toHaveLength(33);
    expect(Object.keys(of2026.work)).toHaveLength(6);
    for (const one of Object.keys(of2026.work)) expect(weekdayOf(one), one).toBeGreaterThanOrEqual(6);
    expect(missingHolidays(CHINA_2026.days)).toEqual([]);
    expect(missingHolidays(CHINA_2026.days.filter(({ name }) => name !== '中秋节'))).toEqual(['中秋']);
  });

  it('counts a limit over the National Day week and its make-up days', () => {
    expect(addWorkingDays(of2026, '2026-09-30', 1).day).toBe('2026-10-08');
    expect(addWorkingDays(of2026, '2026-09-30', 3).day).toBe('2026-10-10');
    expect(addWorkingDays(of2026, '2026-09-30', 5).day).toBe('2026-10-13');
    expect(addWorkingDays(of2026, '2026-02-13', 1).day).toBe('2026-02-14');
    expect(addWorkingDays(of2026, '2026-02-14', 1).day).toBe('2026-02-24');
  });
});

describe('the notices of several years', () => {
  it('[W8] a later year’s notice holds for the December before, whatever the order they came in', () => {
    const later = {
      year: 2027,
      days: [
        { day: '2026-12-26', kind: 'work' as const, name: '元旦' },
        { day: '2026-12-31', kind: 'off' as const, name: '元旦' }
      ]
    };
    const before = {
      ...CHINA_2026,
      days: [...CHINA_2026.days, { day: '2026-12-26', kind: 'off' as const, name: '假' }]
    };
    for (const together of [calendarOfYears([before, later]), calendarOfYears([later, before])]) {
      expect(together.announced).toEqual([2026, 2027]);
      expect(dayKind(together, '2026-12-26')).toMatchObject({ kind: 'make-up', working: true });
      expect(dayKind(together, '2026-12-31')).toMatchObject({ kind: 'holiday', sure: true });
      expect(together.off['2026-12-26']).toBeUndefined();
    }
  });

  it('a day is named once, and the days changed are just those worked in one and off in the other', () => {
    fc.assert(
      fc.property(years, years, fc.array(day, { minLength: 30, maxLength: 60 }), (one, other, days) => {
        const [a, b] = [calendarOfYears(one), calendarOfYears(other)];
        for (const at of Object.keys(a.off)) expect(a.work[at]).toBeUndefined();
        const changed = changedDays(a, b);
        const asked = new Set([...days, ...changed, ...Object.keys(a.off), ...Object.keys(b.work)]);
        for (const at of asked)
          expect(changed.includes(at), at).toBe(dayKind(a, at).working !== dayKind(b, at).working);
        expect(changedDays(a, a)).toEqual([]);
      })
    );
  });

  it('says runs and not single days', () => {
    expect(runsOf(CHINA_2026.days).slice(0, 3)).toEqual([
      { from: '2026-01-01', to: '2026-01-03', kind: 'off', name: '元旦' },
      { from: '2026-01-04', to: '2026-01-04', kind: 'work', name: '元旦' },
      { from: '2026-02-14', to: '2026-02-14', kind: 'work', name: '春节' }
    ]);
    expect(linesOf(CHINA_2026.days).split('\n')).toHaveLength(13);
  });

  it('a month’s weeks begin on Monday and hold each of its days once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2100 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const weeks = weeksOf(year, month);
        const first = makeDay(year, month, 1)!;
        const days = weeks.flat().filter((one) => one !== null);
        expect(days[0]).toBe(first);
        expect(days.at(-1)).toBe(monthEnd(first));
        expect(days).toHaveLength(Number(monthEnd(first).slice(-2)));
        for (const week of weeks) {
          expect(week).toHaveLength(7);
          expect(week.some((one) => one !== null)).toBe(true);
          week.forEach((one, at) => one && expect(weekdayOf(one)).toBe(at + 1));
        }
      })
    );
  });
});
