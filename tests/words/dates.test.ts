import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, leafOf, momentOf, sayDay, sayMoment, sayTime } from '$lib/words/dates';

const SHANGHAI = 'Asia/Shanghai';

describe('days as people say them', () => {
  it('names the month, the day and the weekday, and the year only when it is another', () => {
    expect(sayDay('2026-12-01', 'zh-CN', '2026-11-23')).toBe('12月1日 周二');
    expect(sayDay('2027-01-04', 'zh-CN', '2026-11-23')).toBe('2027年1月4日 周一');
    expect(sayDay('2026-12-01', 'en', '2026-11-23')).toBe('Tue 1 Dec');
    expect(sayDay('2027-01-04', 'en', '2026-11-23')).toBe('Mon 4 Jan 2027');
  });

  it('shows what is not a day as it came', () => {
    expect(sayDay('下个月吧', 'zh-CN', '2026-11-23')).toBe('下个月吧');
    expect(sayTime('nonsense', SHANGHAI)).toBe('');
  });

  it('keeps to the community’s time zone, whatever the machine’s is', () => {
    expect(dayOf('2026-11-30T16:30:00Z', SHANGHAI)).toBe('2026-12-01');
    expect(sayMoment('2026-11-30T16:30:00Z', 'zh-CN', SHANGHAI, '2026-11-23T00:00:00Z')).toBe('12月1日 周二 00:30');
    expect(sayMoment('2026-11-30T16:30:00Z', 'en', 'Europe/Berlin', '2026-11-23T00:00:00Z')).toBe('Mon 30 Nov 17:30');
  });

  it('tears a leaf off the calendar', () => {
    expect(leafOf('2026-12-01', 'zh-CN')).toEqual({ month: '12月', day: '1', weekday: '周二' });
  });
});

describe('a screen clock’s time as a moment', () => {
  it('reads day and time in the community’s zone', () => {
    expect(momentOf('2026-12-01', '18:30', SHANGHAI)).toBe('2026-12-01T10:30:00.000Z');
    expect(momentOf('2026-07-01', '18:30', 'Europe/Berlin')).toBe('2026-07-01T16:30:00.000Z');
  });

  it('refuses what is no day or no time', () => {
    expect(momentOf('2026-13-01', '18:30', SHANGHAI)).toBeNull();
    expect(momentOf('2026-12-01', '25:00', SHANGHAI)).toBeNull();
    expect(momentOf('', '', SHANGHAI)).toBeNull();
  });

  it('says back the day and time it was given', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 20 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const moment = new Date(Date.UTC(2020, 0, 1) + minute * 60_000).toISOString();
        const day = dayOf(moment, SHANGHAI);
        expect(momentOf(day, sayTime(moment, SHANGHAI), SHANGHAI)).toBe(moment);
      })
    );
  });
});
