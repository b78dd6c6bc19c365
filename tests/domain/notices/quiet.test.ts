import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeIn } from '$lib/domain/meetings/clock';
import { dayIn, weekdayOf } from '$lib/domain/meetings/days';
import { fitValues, NOTICE_KINDS, urgencyOf, type Urgency } from '$lib/domain/notices/kind';
import {
  firstAllowed,
  isNight,
  mayGo,
  offsetOf,
  sendAt,
  USUAL_QUIET,
  type SendingRules
} from '$lib/domain/notices/quiet';

const isWeekday = (day: string) => weekdayOf(day) < 6;

const ZONE = 'Asia/Shanghai';
const rules = (over: Partial<SendingRules> = {}): SendingRules => ({
  timeZone: ZONE,
  quiet: USUAL_QUIET,
  isWorkingDay: isWeekday,
  offset: 7,
  ...over
});
/** A moment on the screen clock of the community; 2026-11-23 is a Monday. */
const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`);
const said = (moment: number) => `${dayIn(new Date(moment), ZONE)} ${timeIn(new Date(moment), ZONE)}`;

const moments = fc.integer({ min: at('2025-01-01', '00:00'), max: at('2028-12-31', '00:00') });
const zones = fc.constantFrom(
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe'
);
const urgencies = fc.constantFrom<Urgency>('soon', 'morning');
const nights = fc.record({
  from: fc.constantFrom('17:00', '18:30', '21:00', '23:59'),
  to: fc.constantFrom('00:00', '06:15', '08:00', '11:00')
});

describe('when a notice goes out', () => {
  it('[N1] now at once, soon after three minutes, the rest on the next working morning', () => {
    const monday = at('2026-11-23', '10:00');
    expect(said(sendAt('now', at('2026-11-23', '23:30'), rules()))).toBe('2026-11-23 23:30');
    expect(said(sendAt('soon', monday, rules()))).toBe('2026-11-23 10:03');
    expect(said(sendAt('morning', monday, rules()))).toBe('2026-11-24 08:07');
    expect(said(sendAt('morning', at('2026-11-24', '05:00'), rules()))).toBe('2026-11-24 08:07');
    expect(urgencyOf('chased')).toBe('soon');
    expect(urgencyOf('held')).toBe('morning');
    for (const strange of ['from-a-newer-version', 'constructor', '']) expect(urgencyOf(strange)).toBe('morning');
    expect(Object.values(NOTICE_KINDS).every(({ waits }) => ['now', 'soon', 'morning'].includes(waits))).toBe(true);
  });

  it('[N2] [N3] urgent at night waits for the morning, also of a free day; the rest skips free days', () => {
    expect(said(sendAt('soon', at('2026-11-27', '20:58'), rules()))).toBe('2026-11-28 08:07');
    expect(said(sendAt('soon', at('2026-11-28', '11:00'), rules()))).toBe('2026-11-28 11:03');
    expect(said(sendAt('morning', at('2026-11-27', '09:00'), rules()))).toBe('2026-11-30 08:07');
    const holiday = rules({ isWorkingDay: (day) => isWeekday(day) && !day.startsWith('2026-10-0') });
    expect(said(sendAt('morning', at('2026-09-30', '17:00'), holiday))).toBe('2026-10-12 08:07');
  });

  it('[N2] [N3] never in the night, never before its time, only on working days where it may wait', () => {
    fc.assert(
      fc.property(
        moments,
        urgencies,
        zones,
        nights,
        fc.integer({ min: 4, max: 24 }),
        (moment, urgency, timeZone, quiet, offset) => {
          const given = rules({ timeZone, quiet, offset });
          for (const found of [sendAt(urgency, moment, given), firstAllowed(urgency, moment, given)]) {
            expect(found).toBeGreaterThanOrEqual(moment);
            expect(found - moment).toBeLessThan(5 * 86_400_000);
            const time = timeIn(new Date(found), timeZone);
            expect(time >= quiet.to && time < quiet.from, `${time} in ${quiet.from}–${quiet.to}`).toBe(true);
            if (urgency === 'morning') expect(isWeekday(dayIn(new Date(found), timeZone))).toBe(true);
            expect(mayGo(urgency, found, given)).toBe(true);
            expect(firstAllowed(urgency, found, given)).toBe(found);
          }
        }
      )
    );
  });

  it('[N4] is held for sixty days at the most', () => {
    const never = rules({ isWorkingDay: () => false });
    const held = sendAt('morning', at('2026-11-23', '10:00'), never);
    expect(said(held)).toBe('2027-01-22 08:07');
    expect(said(firstAllowed('morning', at('2026-11-23', '10:00'), never))).toBe('2027-01-22 08:07');
  });

  it('[N5] each channel has its own minute, never the full or the half hour', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(offsetOf(id)).toBeGreaterThanOrEqual(4);
        expect(offsetOf(id)).toBeLessThanOrEqual(24);
      })
    );
    expect(new Set(fc.sample(fc.uuid(), 200).map(offsetOf)).size).toBeGreaterThan(12);
  });

  it('is told only hours that can be a night', () => {
    expect([isNight(USUAL_QUIET), isNight({ from: '22:30', to: '07:00' })]).toEqual([true, true]);
    for (const [from, to] of [
      ['08:00', '21:00'],
      ['9:00', '08:00'],
      ['24:00', '08:00'],
      ['21:00', '11:30'],
      ['16:00', '08:00'],
      ['21:00', ''],
      ['21:00; drop', '08:00']
    ] as const)
      expect(isNight({ from, to }), `${from} ${to}`).toBe(false);
  });

  it('[N6] holds values of a length, and no link out of the server', () => {
    expect(fitValues({ title: '灯'.repeat(300), days: 2.7, link: '/p/abc', number: '' })).toEqual({
      title: '灯'.repeat(200),
      days: 2,
      link: '/p/abc'
    });
    for (const link of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      'p',
      '/x) [y](z',
      '/a b'
    ])
      expect(fitValues({ link })).toEqual({});
    expect(fitValues({ days: Number.NaN, title: 7 as unknown as string })).toEqual({});
  });
});
