import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, isDay, partsOf, weekdayOf } from '$lib/domain/meetings/days';
import type { WorkCalendar } from '$lib/domain/calendar/work-calendar';
import { deadlineChips, describeDay, readDeadline } from '$lib/domain/meetings/deadline';
import { number } from '$lib/domain/meetings/deadline-phrase';

/** A Monday. */
const TODAY = '2026-11-23';
const calendar: WorkCalendar = {
  announced: [2026],
  off: {
    '2026-10-01': '国庆节',
    '2026-10-02': '国庆节',
    '2026-10-05': '国庆节',
    '2026-12-01': '社区日',
    '2027-02-06': '春节',
    '2027-02-07': '春节'
  },
  work: { '2026-11-28': '' }
};
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function due(phrase: string, today = TODAY, with_: WorkCalendar | null = calendar): string | null {
  const read = readDeadline(phrase, today, with_);
  return read.understood ? read.dueOn : null;
}

describe('a deadline as people say it', () => {
  it.each([
    ['今天', '2026-11-23'],
    ['明天', '2026-11-24'],
    ['明日', '2026-11-24'],
    ['后天', '2026-11-25'],
    ['大后天', '2026-11-26'],
    ['三天内', '2026-11-26'],
    ['3天内', '2026-11-26'],
    ['3天之内', '2026-11-26'],
    ['三日内', '2026-11-26'],
    ['5天后', '2026-11-28'],
    ['两天以后', '2026-11-25'],
    ['十天', '2026-12-03'],
    ['二十五天内', '2026-12-18'],
    ['一周内', '2026-11-30'],
    ['两周内', '2026-12-07'],
    ['两个星期内', '2026-12-07'],
    ['一个礼拜', '2026-11-30'],
    ['半个月内', '2026-12-08'],
    ['半月', '2026-12-08'],
    ['一个月内', '2026-12-23'],
    ['3个月内', '2027-02-23'],
    ['一个半月', '2027-01-07'],
    ['半年内', '2027-05-23'],
    ['一年内', '2027-11-23']
  ])('D2: %s is a span from today: %s', (phrase, dueOn) => expect(due(phrase)).toBe(dueOn));

  it('D2: a month too short for the date gives its last day', () => {
    expect(due('一个月内', '2027-01-31')).toBe('2027-02-28');
    expect(due('in 1 month', '2028-01-30')).toBe('2028-02-29');
  });

  it.each([
    ['周末', '2026-11-29'],
    ['周末前', '2026-11-29'],
    ['下周末', '2026-12-06'],
    ['本周内', '2026-11-29'],
    ['下周内', '2026-12-06'],
    ['月底', '2026-11-30'],
    ['本月底', '2026-11-30'],
    ['这个月底', '2026-11-30'],
    ['月末前', '2026-11-30'],
    ['下月底', '2026-12-31'],
    ['下个月底', '2026-12-31'],
    ['本月内', '2026-11-30'],
    ['下个月', '2026-12-31'],
    ['月中', '2026-12-15'],
    ['下月初', '2026-12-05'],
    ['12月底', '2026-12-31'],
    ['2月底', '2027-02-28'],
    ['年底', '2026-12-31'],
    ['年底前', '2026-12-31'],
    ['明年底', '2027-12-31'],
    ['明年年底', '2027-12-31']
  ])('D3: %s names a stretch and means its last day: %s', (phrase, dueOn) => expect(due(phrase)).toBe(dueOn));

  it.each([
    ['周五', '2026-11-27'],
    ['星期五', '2026-11-27'],
    ['礼拜天', '2026-11-29'],
    ['周一', '2026-11-23'],
    ['本周五', '2026-11-27'],
    ['这周五前', '2026-11-27'],
    ['下周五', '2026-12-04'],
    ['下个星期五', '2026-12-04'],
    ['下下周三', '2026-12-09'],
    ['下周日', '2026-12-06']
  ])('D4: %s is %s', (phrase, dueOn) => expect(due(phrase)).toBe(dueOn));

  it('D4: 本周一 said on Tuesday has passed, 周一 is the coming one', () => {
    expect(readDeadline('本周一', '2026-11-24')).toMatchObject({ dueOn: '2026-11-23', past: true });
    expect(readDeadline('周一', '2026-11-24')).toMatchObject({ dueOn: '2026-11-30', past: false });
  });

  it.each([
    ['1号', '2026-12-01'],
    ['23号', '2026-11-23'],
    ['二十五号', '2026-11-25'],
    ['廿八日', '2026-11-28'],
    ['下月5号', '2026-12-05'],
    ['本月28日', '2026-11-28']
  ])('D5: %s is %s', (phrase, dueOn) => expect(due(phrase)).toBe(dueOn));

  it('D5: a date that the month has not got is not understood', () => {
    for (const phrase of ['31号', '2月30日', '2026-02-29', '13月1日', '下月32号'])
      expect(due(phrase), phrase).toBeNull();
  });

  it.each([
    ['12月1日', '2026-12-01'],
    ['12月1号前', '2026-12-01'],
    ['十二月一日', '2026-12-01'],
    ['12-1', '2026-12-01'],
    ['12/1', '2026-12-01'],
    ['1月15日', '2027-01-15'],
    ['明年3月1日', '2027-03-01'],
    ['2026年12月1日', '2026-12-01'],
    ['2026-12-01', '2026-12-01'],
    ['2026/12/1', '2026-12-01']
  ])('D6: %s is %s', (phrase, dueOn) => expect(due(phrase)).toBe(dueOn));

  it('D6, D9: a date that passed just now is this year’s and flagged', () => {
    expect(readDeadline('11月20日', TODAY)).toMatchObject({ dueOn: '2026-11-20', past: true });
    expect(readDeadline('3月1日', TODAY)).toMatchObject({ dueOn: '2027-03-01', past: false });
  });

  it.each(['三天前', '两周前', '下周前', '下个月前', '15个工作日前', '一年前'])('D7: %s is not understood', (phrase) =>
    expect(due(phrase)).toBeNull()
  );

  it('D8: before a holiday is the day before its first day off, by the calendar alone', () => {
    expect(due('国庆前', '2026-09-01')).toBe('2026-09-30');
    expect(due('国庆节之前', '2026-09-01')).toBe('2026-09-30');
    expect(due('春节前')).toBe('2027-02-05');
    expect(due('过年前')).toBe('2027-02-05');
    expect(due('国庆前'), 'the next one is not announced').toBeNull();
    expect(due('春节前', TODAY, null)).toBeNull();
  });

  it('D9: working days are counted by the calendar, and what is not announced is said', () => {
    // Saturday 28 November is worked, Tuesday 1 December is off.
    expect(readDeadline('五个工作日', TODAY, calendar)).toMatchObject({ dueOn: '2026-11-28', unannounced: false });
    expect(due('6个工作日内')).toBe('2026-11-30');
    expect(due('7个工作日内')).toBe('2026-12-02');
    expect(due('15个工作日内', TODAY, null)).toBe('2026-12-14');
    expect(readDeadline('15个工作日内', TODAY, null)).toMatchObject({ unannounced: true });
    expect(readDeadline('40个工作日内', TODAY, calendar)).toMatchObject({ unannounced: true });
    expect(readDeadline('明年3月1日', TODAY, calendar)).toMatchObject({ unannounced: true });
    expect(readDeadline('明天', TODAY, null)).toMatchObject({ unannounced: false, offDay: false });
    expect(readDeadline('12月1日', TODAY, calendar)).toMatchObject({ offDay: true });
    expect(readDeadline('周末', TODAY, null)).toMatchObject({ offDay: true });
  });

  it.each([
    ['３天内', '2026-11-26'],
    [' 12 月 1 日 。', '2026-12-01'],
    ['最晚下周五办完', '2026-12-04'],
    ['争取月底前解决', '2026-11-30'],
    ['在三天之内修好', '2026-11-26']
  ])('D10: %j is %s', (phrase, dueOn) => expect(due(phrase)).toBe(dueOn));

  it.each([
    ['today', '2026-11-23'],
    ['Tomorrow', '2026-11-24'],
    ['in 3 days', '2026-11-26'],
    ['within two weeks', '2026-12-07'],
    ['in a month', '2026-12-23'],
    ['5 working days', '2026-11-28'],
    ['Friday', '2026-11-27'],
    ['by next Friday', '2026-12-04'],
    ['end of month', '2026-11-30'],
    ['the end of the year', '2026-12-31'],
    ['end of next month', '2026-12-31'],
    ['1 December', '2026-12-01'],
    ['Dec 1st, 2026', '2026-12-01']
  ])('reads English: %s', (phrase, dueOn) => expect(due(phrase)).toBe(dueOn));

  it.each([
    '',
    '尽快',
    '几天内',
    '抽空',
    '有空再说',
    '0天内',
    '999天内',
    '下',
    '周八',
    '三月内',
    'soon',
    '！',
    '12',
    '天内',
    '月'
  ])('D1: %j is not understood', (phrase) =>
    expect(readDeadline(phrase, TODAY, calendar)).toEqual({ understood: false })
  );

  it('D1: whatever is typed gives a real day or nothing', () => {
    const pieces = [...'一二三五十廿零本这下个半周星期礼拜天日月年底末中初内后前号工作国庆春节-/. 0129'];
    fc.assert(
      fc.property(day, fc.array(fc.constantFrom(...pieces), { maxLength: 10 }), fc.string(), (today, parts, any) => {
        for (const text of [parts.join(''), any]) {
          const read = readDeadline(text, today, calendar);
          if (read.understood) {
            expect(isDay(read.dueOn)).toBe(true);
            expect(read.past).toBe(read.dueOn < today);
          }
        }
      }),
      { numRuns: 2000 }
    );
  });

  it('D2: a span of days is that many days, in every way of writing it', () => {
    const han = (n: number) => {
      const [tens, ones] = [Math.floor(n / 10), n % 10];
      const one = ones ? '一二三四五六七八九'[ones - 1]! : '';
      return tens ? `${tens === 1 ? '' : '一二三四五六七八九'[tens - 1]}十${one}` : one;
    };
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 99 }), (today, n) => {
        for (const phrase of [`${n}天内`, `${han(n)}天内`, `${han(n)}日内`, `in ${n} days`])
          expect(due(phrase, today), phrase).toBe(addDays(today, n));
        expect(number(han(n))).toBe(n);
      })
    );
  });

  it('D3, D4: weekdays and ends fall where they must on any day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 7 }), (today, n) => {
        const weekday = '一二三四五六日'[n - 1]!;
        const coming = due(`周${weekday}`, today)!;
        expect(weekdayOf(coming)).toBe(n);
        expect(daysBetween(today, coming)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(today, coming)).toBeLessThan(7);
        expect(daysBetween(due(`本周${weekday}`, today)!, due(`下周${weekday}`, today)!)).toBe(7);
        const end = due('月底', today)!;
        expect(partsOf(end).month).toBe(partsOf(today).month);
        expect(partsOf(addDays(end, 1)).date).toBe(1);
      })
    );
  });

  it('understands its own chips on any day, never in the past', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('zh-CN' as const, 'en' as const), (today, locale) => {
        for (const chip of deadlineChips(locale)) expect(readDeadline(chip, today)).toMatchObject({ past: false });
      })
    );
  });

  it('describes the day with year and weekday in both languages', () => {
    expect(describeDay('2026-12-01', 'zh-CN')).toBe('2026年12月1日 星期二');
    expect(describeDay('2026-12-01', 'en')).toBe('Tuesday 1 December 2026');
    expect(describeDay('soon', 'en')).toBe('soon');
  });

  it('reads a described day back', () => {
    fc.assert(
      fc.property(day, (one) => {
        expect(due(describeDay(one, 'zh-CN').split(' ')[0]!)).toBe(one);
      })
    );
  });
});
