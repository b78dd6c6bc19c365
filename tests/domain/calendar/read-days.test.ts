import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, runsOf, type CalendarDay } from '$lib/domain/calendar/announced';
import { CHINA_2026 } from '$lib/domain/calendar/china-2026';
import { readCalendarDays } from '$lib/domain/calendar/read-days';
import { addDays } from '$lib/domain/meetings/days';
import { yearDays } from './support';

/** The notice as it was published, with what stands around it. */
const NOTICE = `国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期，推动错峰出行。节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，确保人民群众祥和平安度过节日假期。
国务院办公厅
2025年11月4日`;

const read = (text: string, year = 2027) => readCalendarDays(text, year);
const whys = (text: string, year = 2027) => read(text, year).unread.map(({ line, why }) => [line, why]);
const off = (day: string, name = '国庆节'): CalendarDay => ({ day, kind: 'off', name });
const work = (day: string, name = '国庆节'): CalendarDay => ({ day, kind: 'work', name });
const WEEK = Array.from({ length: 7 }, (_, at) => off(addDays('2027-10-01', at)));

describe('bringing in a year', () => {
  it('[I1] reads the State Council’s notice as it was published: just the days that come with the product', () => {
    const found = read(NOTICE, 2026);
    expect(found).toMatchObject({ format: 'notice', unread: [] });
    expect(found.days).toEqual([...CHINA_2026.days].sort((a, b) => (a.day < b.day ? -1 : 1)));
  });

  it.each([
    ['comma', '2027-10-01~2027-10-07,off,国庆节\n2027-10-09,work,国庆节'],
    ['tab, as copied from a table', '日期\t安排\t节日\n2027/10/1至2027/10/7\t休\t国庆节\n2027/10/9\t班\t国庆节'],
    ['words', '2027年10月1日至7日 放假 国庆节\n10月9日 上班 国庆节'],
    ['no year, full width', '１０月１日－７日，休，国庆节\n\n１０月９日，班，国庆节'],
    ['CSV with quotes and a byte order mark', '\uFEFF"date","kind","name"\r\n"20271001","off","国庆节"\r\n' + rest()],
    ['weekday and midnight beside the date', '2027/10/1~2027/10/7 0:00:00,周五,国庆节,休\n2027/10/9,星期六,班,国庆节']
  ])('[I1] lines: %s', (_, text) => {
    const found = read(text);
    expect(found).toMatchObject({ format: 'lines', unread: [] });
    expect(found.days).toEqual([...WEEK, work('2027-10-09')]);
  });

  it('[I1] JSON in the shapes that are about', () => {
    const days = [
      { name: '国庆节', date: '2027-10-01', isOffDay: true },
      { name: '国庆节', date: '2027-10-09', isOffDay: false }
    ];
    const expected = [off('2027-10-01'), work('2027-10-09')];
    for (const text of [JSON.stringify({ year: 2027, days }), JSON.stringify(days)])
      expect(read(text)).toEqual({ format: 'json', days: expected, unread: [] });
    expect(
      read('[{"day":"2027-10-01","kind":"off","name":"国庆节"},{"date":"2027-10-09","type":"work"}]').days
    ).toEqual([off('2027-10-01'), work('2027-10-09', '')]);
    expect(read(JSON.stringify({ year: 2026, days })).unread).toMatchObject([{ line: 0, why: 'other-year' }]);
    for (const text of ['{', '[1', '{"days":3}', '{}'])
      expect(read(text).unread, text).toMatchObject([{ line: 0, why: 'json' }]);
    expect(whys('[1,null,{"date":"2027-10-01"},{"date":["2027-10-01"],"kind":"off","name":{}}]')).toEqual([
      [1, 'date'],
      [2, 'date'],
      [3, 'kind']
    ]);
  });

  it('[I2] names each line that it cannot read, and why', () => {
    const text = [
      '2027-10-01,off,国庆节',
      '某天,off,国庆节',
      '2027-02-30,off,春节',
      '2027-10-02,国庆节',
      '2027-10-03,off',
      '2027-10-08~2027-10-05,off,国庆节',
      '2027-10-04,2027-10-05,off,国庆节'
    ].join('\n');
    expect(whys(text)).toEqual([
      [2, 'date'],
      [3, 'date'],
      [4, 'kind'],
      [5, 'name'],
      [6, 'order'],
      [7, 'name']
    ]);
    expect(read(text).unread[0]!.text).toBe('某天,off,国庆节');
  });

  it('[I3] keeps to the year and the December before, takes no day twice and no weekday as a make-up day', () => {
    const text = [
      '2026-12-31~2027-01-01,off,元旦',
      '2026-12-26,work,元旦',
      '2026-11-30,off,元旦',
      '2028-01-01,off,元旦',
      '2027-01-01,off,元旦',
      '2027-10-11,work,国庆节',
      `2027-05-01,off,${'长'.repeat(21)}`
    ].join('\n');
    expect(whys(text)).toEqual([
      [3, 'other-year'],
      [4, 'other-year'],
      [5, 'twice'],
      [6, 'works-anyway'],
      [7, 'name']
    ]);
    expect(read(text).days.map(({ day }) => day)).toEqual(['2026-12-26', '2026-12-31', '2027-01-01']);
    const many = Array.from({ length: 5 }, (_, at) => `2027-0${at + 1}-01~2027-0${at + 1}-28,off,假`).join('\n');
    expect(whys(many)).toEqual([[5, 'too-many']]);
  });

  it('[I4] holds a notice to the weekdays and numbers it gives: last year’s notice is not taken for this year', () => {
    expect(whys(NOTICE, 2027)).toHaveLength(7);
    expect(new Set(whys(NOTICE, 2027).map(([, why]) => why))).toEqual(new Set(['weekday']));
    expect(whys('一、元旦：1月1日（周五）至3日（周日）放假，共4天。')).toEqual([[1, 'count']]);
    expect(whys('一、元旦：1月1日（周五）放假，共1天。1月10日（周六）上班。')).toEqual([[1, 'weekday']]);
  });

  it('[I4] does not guess at a sentence with a date that it does not understand', () => {
    expect(whys('一、元旦：1月1日至3日放假，共3天。2月3日由各地自定。')).toEqual([[1, 'sentence']]);
    expect(whys('一、元旦：1月1日除外，1月2日放假，共2天。')).toEqual([[1, 'sentence']]);
    expect(whys('一、元旦：1月1日放假，共1天。\n另：1月2日放假。')).toEqual([[2, 'sentence']]);
    expect(read('一、元旦：2026年12月31日至2027年1月2日放假调休，共3天。').days.map(({ day }) => day)).toEqual([
      '2026-12-31',
      '2027-01-01',
      '2027-01-02'
    ]);
  });

  it('[I6] reads back what it wrote: an earlier import can be brought in again', () => {
    fc.assert(
      fc.property(yearDays(2027), (days) => {
        fc.pre(days.length > 0);
        expect(readCalendarDays(linesOf(days), 2027)).toEqual({ format: 'lines', days, unread: [] });
        for (const { from, to } of runsOf(days)) expect(from <= to).toBe(true);
      })
    );
  });

  it('[I3] bears any text: whatever is typed gives days that fit, or lines with a reason', () => {
    const pieces = fc.constantFrom(
      ...'2027年10月1日至号,\n休班off work 国庆节一、：。放假上班共3天(周五){}[]":true元旦2-/'.split('')
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
          fc.string()
        ),
        (text) => {
          const { days, unread } = readCalendarDays(text, 2027);
          for (const { day, kind, name } of days) {
            expect(day >= '2026-12-01' && day <= '2027-12-31').toBe(true);
            expect(kind === 'work' || name !== '').toBe(true);
          }
          expect(new Set(days.map(({ day }) => day)).size).toBe(days.length);
          for (const { text: shown } of unread) expect(shown.length).toBeLessThanOrEqual(60);
        }
      ),
      { numRuns: 500 }
    );
  });
});

function rest(): string {
  const days = WEEK.slice(1).map(({ day }) => `"${day.replaceAll('-', '')}","off","国庆节"`);
  return [...days, '"20271009","work","国庆节"'].join('\r\n');
}
