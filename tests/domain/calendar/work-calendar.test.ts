import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  calendarFrom,
  dayKind,
  nextHoliday,
  NOTHING_ANNOUNCED,
  workingDaysBetween,
  workingDaysLate,
  type WorkCalendar
} from '$lib/domain/calendar/work-calendar';
import { addDays, partsOf, weekdayOf } from '$lib/domain/meetings/days';
import { calendar as anyCalendar, day as anyDay } from './support';

const calendar: WorkCalendar = {
  announced: [2026],
  off: { '2026-10-01': '国庆节', '2026-10-02': '国庆节', '2026-10-05': '国庆节', '2027-02-08': '春节' },
  work: { '2026-10-10': '国庆节' }
};

describe('working days', () => {
  it('[W2] entries come first, then weekends', () => {
    const off = { working: false, kind: 'holiday', name: '国庆节', sure: true };
    expect(dayKind(calendar, '2026-10-01')).toEqual(off);
    expect(dayKind(calendar, '2026-10-10')).toEqual({ working: true, kind: 'make-up', name: '国庆节', sure: true });
    expect(dayKind(calendar, '2026-10-11')).toEqual({ working: false, kind: 'weekend', name: '', sure: true });
    expect(dayKind(calendar, '2026-10-12')).toEqual({ working: true, kind: 'weekday', name: '', sure: true });
  });

  it('[W3] a day of a year that has not been announced is an estimate, weekends too', () => {
    expect(dayKind(calendar, '2027-03-01')).toMatchObject({ working: true, sure: false });
    expect(dayKind(calendar, '2027-03-06')).toMatchObject({ working: false, sure: false });
    expect(dayKind(calendar, '2027-02-08')).toMatchObject({ working: false, sure: false });
    expect(dayKind(NOTHING_ANNOUNCED, '2026-10-12')).toMatchObject({ working: true, sure: false });
  });

  it('[W4] counts from the day after, past holidays and through worked weekends; 0 is the day itself', () => {
    expect(addWorkingDays(calendar, '2026-09-30', 1)).toEqual({ day: '2026-10-06', sure: true });
    expect(addWorkingDays(calendar, '2026-10-09', 1)).toEqual({ day: '2026-10-10', sure: true });
    expect(addWorkingDays(calendar, '2026-10-09', 2)).toEqual({ day: '2026-10-12', sure: true });
    expect(addWorkingDays(calendar, '2026-10-11', 0)).toEqual({ day: '2026-10-11', sure: true });
  });

  it('[W5] is sure only where every day gone over is announced', () => {
    expect(addWorkingDays(calendar, '2026-12-31', 1)).toEqual({ day: '2027-01-01', sure: false });
    expect(addWorkingDays(calendar, '2026-12-31', 0)).toEqual({ day: '2026-12-31', sure: true });
    expect(addWorkingDays(calendar, '2026-12-30', 1)).toEqual({ day: '2026-12-31', sure: true });
    expect(workingDaysBetween(calendar, '2026-12-31', '2027-01-01')).toEqual({ days: 1, sure: false });
    // The last two days of 2028 are a weekend that may yet be worked.
    const around: WorkCalendar = { announced: [2027, 2029], off: {}, work: {} };
    expect(addWorkingDays(around, '2028-12-29', 1)).toEqual({ day: '2029-01-01', sure: false });
    expect(workingDaysBetween(around, '2028-12-31', '2029-01-01')).toEqual({ days: 1, sure: true });
    expect(workingDaysBetween(around, '2027-12-31', '2029-01-01').sure).toBe(false);
  });

  it('[W4, W6] agree with counting day by day, in both directions', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 0, max: 400 }), (calendar, from, span) => {
        const to = addDays(from, span);
        const over = Array.from({ length: span }, (_, at) => dayKind(calendar, addDays(from, at + 1)));
        const days = over.filter(({ working }) => working).length;
        const sure = over.every((one) => one.sure);
        expect(workingDaysBetween(calendar, from, to)).toEqual({ days, sure });
        expect(workingDaysBetween(calendar, to, from)).toEqual({ days: days && -days, sure });
      })
    );
  });

  it('[W6] between a day and the nth working day after it lie n working days, and it is worked itself', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 0, max: 60 }), (calendar, from, n) => {
        const { day, sure } = addWorkingDays(calendar, from, n);
        expect(workingDaysBetween(calendar, from, day)).toEqual({ days: n, sure });
        if (n) expect(dayKind(calendar, day).working).toBe(true);
        else expect(day).toBe(from);
      })
    );
  });

  it('[W5] a count that touches only announced years says so, and no other', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 1, max: 60 }), (calendar, from, n) => {
        const { day, sure } = addWorkingDays(calendar, from, n);
        const touched = new Set<number>();
        for (let at = addDays(from, 1); at <= day; at = addDays(at, 1)) touched.add(partsOf(at).year);
        expect(sure).toBe([...touched].every((year) => calendar.announced.includes(year)));
      })
    );
  });

  it('[W7] lateness is never negative, and a Saturday after a Friday is late by no working day', () => {
    expect(workingDaysLate(calendar, '2026-11-20', '2026-11-21')).toEqual({ days: 0, sure: true });
    expect(workingDaysLate(calendar, '2026-11-20', '2026-11-23')).toEqual({ days: 1, sure: true });
    expect(workingDaysLate(calendar, '2026-11-20', '2026-11-20')).toEqual({ days: 0, sure: true });
    expect(workingDaysLate(calendar, '2026-11-20', '2026-11-10')).toEqual({ days: 0, sure: true });
    fc.assert(
      fc.property(anyCalendar, anyDay, anyDay, (calendar, dueOn, at) => {
        const { days } = workingDaysLate(calendar, dueOn, at);
        expect(days).toBeGreaterThanOrEqual(0);
        expect(days).toBe(Math.max(0, workingDaysBetween(calendar, dueOn, at).days));
      })
    );
  });

  it('without a word from anybody five working days are a week', () => {
    fc.assert(
      fc.property(anyDay, (from) => {
        fc.pre(weekdayOf(from) < 6);
        expect(addWorkingDays(NOTHING_ANNOUNCED, from, 5)).toEqual({ day: addDays(from, 7), sure: false });
      })
    );
  });

  it('[W9] finds the first day of the next holiday of a name', () => {
    expect(nextHoliday(calendar, '国庆', '2026-09-01')).toBe('2026-10-01');
    expect(nextHoliday(calendar, '国庆', '2026-10-01')).toBe('2026-10-05');
    expect(nextHoliday(calendar, '中秋', '2026-09-01')).toBeNull();
  });

  it('what a tablet carries counts from that day on as the whole does', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 0, max: 60 }), (calendar, from, n) => {
        const carried = calendarFrom(calendar, from);
        expect(addWorkingDays(carried, from, n)).toEqual(addWorkingDays(calendar, from, n));
        for (const one of Object.keys(carried.off)) expect(one >= from).toBe(true);
      })
    );
  });
});
