import { describe, expect, it } from 'vitest';
import { addWorkingDays, dayKind, nextHoliday, type Calendar } from '$lib/domain/meetings/calendar';

const calendar: Calendar = {
  announced: [2026],
  off: { '2026-10-01': '国庆节', '2026-10-02': '国庆节', '2026-10-05': '国庆节', '2027-02-08': '春节' },
  work: ['2026-10-10']
};

describe('working days', () => {
  it('W1, W2: entries come first, then weekends, then whether the year is announced', () => {
    expect(dayKind('2026-10-01', calendar)).toBe('off');
    expect(dayKind('2026-10-10', calendar)).toBe('work');
    expect(dayKind('2026-10-11', calendar)).toBe('off');
    expect(dayKind('2026-10-12', calendar)).toBe('work');
    expect(dayKind('2027-03-01', calendar)).toBe('unannounced');
    expect(dayKind('2027-02-08', calendar)).toBe('off');
    expect(dayKind('2026-10-12', null)).toBe('unannounced');
    expect(dayKind('2026-10-11', null)).toBe('off');
  });

  it('W3: counts past holidays and through worked weekends, and says when it is unsure', () => {
    expect(addWorkingDays('2026-09-30', 1, calendar)).toEqual({ day: '2026-10-06', sure: true });
    expect(addWorkingDays('2026-10-09', 1, calendar)).toEqual({ day: '2026-10-10', sure: true });
    expect(addWorkingDays('2026-12-31', 1, calendar)).toEqual({ day: '2027-01-01', sure: false });
    expect(addWorkingDays('2026-12-31', 0, calendar)).toEqual({ day: '2026-12-31', sure: true });
  });

  it('finds the first day of the next holiday of a name', () => {
    expect(nextHoliday('国庆', '2026-09-01', calendar)).toBe('2026-10-01');
    expect(nextHoliday('国庆', '2026-10-01', calendar)).toBe('2026-10-05');
    expect(nextHoliday('中秋', '2026-09-01', calendar)).toBeNull();
  });
});
