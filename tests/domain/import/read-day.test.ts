import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDay, readSerial, serialOf } from '$lib/domain/import/read-day';
import { addDays } from '$lib/domain/meetings/days';

const day = (text: string, given = {}) => readDay(text, given)?.day ?? null;

describe('[I4] dates of a ledger', () => {
  it.each([
    ['2026-12-01', '2026-12-01'],
    ['2026年12月1日', '2026-12-01'],
    ['2026年12月1号', '2026-12-01'],
    ['2026/12/1', '2026-12-01'],
    ['2026.12.1', '2026-12-01'],
    [' 2026 年 12 月 1 日 ', '2026-12-01'],
    ['２０２６年１２月１日', '2026-12-01'],
    ['20261201', '2026-12-01'],
    ['2026年12月1日前', '2026-12-01'],
    ['2026-12-01（周二）', '2026-12-01'],
    ['2026-12-01 星期二', '2026-12-01'],
    ['46357', '2026-12-01'],
    ['46357.75', '2026-12-01']
  ])('reads %s', (text, expected) => expect(day(text)).toBe(expected));

  it('reads a time behind the day', () => {
    expect(readDay('2026-12-01 18:30')).toEqual({ day: '2026-12-01', time: '18:30' });
    expect(readDay('2026-12-01T08:05:00')).toEqual({ day: '2026-12-01', time: '08:05' });
    expect(readDay('2026年12月1日9时')).toEqual({ day: '2026-12-01', time: '09:00' });
    expect(readDay('46357.75')).toEqual({ day: '2026-12-01', time: '18:00' });
  });

  it.each([
    '下周',
    '月底',
    '2026-13-01',
    '2026-02-30',
    '26.12.1',
    '12/1/2026',
    '2026年12月',
    '尽快',
    '12',
    '1',
    '99999',
    '2026-12-01 25:00',
    ''
  ])('does not guess %j', (text) => expect(readDay(text, { notBefore: '2026-11-01' })).toBeNull());

  it('a date without a year follows from the day it is counted from', () => {
    expect(day('12月1日', { notBefore: '2026-11-20' })).toBe('2026-12-01');
    expect(day('1月5日', { notBefore: '2026-11-20' })).toBe('2027-01-05');
    expect(day('12.1', { notAfter: '2026-11-23' })).toBe('2025-12-01');
    expect(day('11/3', { notAfter: '2026-11-23' })).toBe('2026-11-03');
    expect(day('12月1日')).toBeNull();
  });

  it('counts from 1904 where the workbook does', () => {
    expect(readSerial(46357 - 1462, true)?.day).toBe('2026-12-01');
    expect(readSerial(44895, false)?.day).toBe('2022-11-30');
  });

  it('gives back every day and minute it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 79_999 }), fc.integer({ min: 0, max: 1439 }), (days, minutes) => {
        const of = addDays('1899-12-30', days);
        const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        expect(readSerial(serialOf(of, time))).toEqual({ day: of, time: minutes ? time : null });
      })
    );
  });
});
