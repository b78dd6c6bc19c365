import { describe, expect, it } from 'vitest';
import { linesOf } from '$lib/domain/calendar/announced';
import { CHINA_2026, NOTICE_2026 } from '$lib/domain/calendar/china-2026';
import { addWorkingDays, dayKind } from '$lib/domain/calendar/work-calendar';
import { refused, type Refusal } from '$lib/domain/refusal';
import {
  calendarImportOf,
  calendarOf,
  giveShippedYearsToAll,
  importCalendar,
  listCalendarImports,
  previewCalendar,
  textOfFile
} from '../../../server/calendar';
import { calendarImport } from '../../../server/calendar/tables';
import { setUpCommunity, setUpSchema } from '../../../server/set-up';
import { community } from '../../../server/community/tables';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';

const ID = COMMUNITY.id;
const admin = caller('admin');
const SPRING = '2027-02-05~2027-02-11,off,春节\n2027-02-20,work,春节';

function granted<T>(result: T | Refusal): T {
  expect(refused(result) ? result : 'granted').toBe('granted');
  return result as T;
}

/** Looks and takes, as the page does. */
async function bring(s: TestGround, year: number, text: string, source = '') {
  const { mark } = granted(await previewCalendar(s, admin, { year, text }));
  return granted(await importCalendar(s, admin, { year, text, source, mark }));
}

describe('the calendar of a community', () => {
  it('has 2026 from the first, by nobody’s hand, and says of 2027 that it is not sure', async () => {
    const s = await makeGround();
    const calendar = await calendarOf(s.store.q, ID);
    expect(calendar.announced).toEqual([2026]);
    expect(dayKind(calendar, '2026-10-10')).toMatchObject({ kind: 'make-up', sure: true });
    expect(addWorkingDays(calendar, '2026-12-30', 3)).toEqual({ day: '2027-01-04', sure: false });
    expect(await listCalendarImports(s.store.q, ID, 2026)).toEqual([
      { seq: 1, at: expect.any(String), by: null, source: NOTICE_2026, off: 33, work: 6 }
    ]);
  });

  it('[I6] is given at the start to a community that was made before it was shipped, and stays where one was brought in', async () => {
    const s = await makeGround();
    await bring(s, 2026, '2026-10-01~2026-10-03,off,国庆节');
    await s.store.tx((q) =>
      q.insert(community).values({ id: 'old', name: '老社区', settings: {}, createdAt: s.now().toISOString() }).run()
    );
    expect((await calendarOf(s.store.q, 'old')).announced).toEqual([]);
    expect(await giveShippedYearsToAll(s)).toEqual([{ communityId: 'old', years: [2026] }]);
    expect(Object.keys((await calendarOf(s.store.q, 'old')).off)).toHaveLength(33);
    expect(await giveShippedYearsToAll(s)).toEqual([]);
    expect(Object.keys((await calendarOf(s.store.q, ID)).off)).toHaveLength(3);
  });

  it('comes with a community that is set up', async () => {
    const s = await makeGround();
    await s.store.tx(async (q) => {
      await q.delete(calendarImport).run();
      await q.delete(community).run();
    });
    await setUpCommunity(s, setUpSchema.parse({ name: '新社区' }));
    const made = await s.store.q.select({ id: community.id }).from(community).get();
    expect((await calendarOf(s.store.q, made!.id)).announced).toEqual([2026]);
  });
});

describe('bringing in a year', () => {
  it('[I5] shows what would change and changes nothing; then takes just that', async () => {
    const s = await makeGround();
    const seen = granted(await previewCalendar(s, admin, { year: 2027, text: SPRING }));
    expect(seen).toMatchObject({ year: 2027, newly: true, unread: [], format: 'lines' });
    // Saturday and Sunday are off either way.
    const changed = ['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-02-20'];
    expect(seen.changed).toEqual(changed);
    expect(seen.missing).toEqual(['元旦', '清明', '劳动', '端午', '中秋', '国庆']);
    expect((await calendarOf(s.store.q, ID)).announced).toEqual([2026]);

    const taken = await importCalendar(s, admin, { year: 2027, text: SPRING, source: ' 某发\n1号 ', mark: seen.mark });
    expect(taken).toEqual({ year: 2027, newly: true, changed });
    const calendar = await calendarOf(s.store.q, ID);
    expect(calendar.announced).toEqual([2026, 2027]);
    expect(dayKind(calendar, '2027-02-20')).toEqual({ working: true, kind: 'make-up', name: '春节', sure: true });
    expect(await listCalendarImports(s.store.q, ID, 2027)).toEqual([
      { seq: 1, at: s.now().toISOString(), by: admin.name, source: '某发 1号', off: 7, work: 1 }
    ]);
  });

  it('[I5] does not take what was changed after the preview, on either side', async () => {
    const s = await makeGround();
    const { mark } = granted(await previewCalendar(s, admin, { year: 2027, text: SPRING }));
    const given = { year: 2027, text: SPRING, source: '', mark };
    const other = { ...given, text: `${SPRING}\n2027-10-01,off,国庆节` };
    expect(await importCalendar(s, admin, other)).toEqual({ refused: 'calendar/changed' });
    const nextYear = { ...given, year: 2028, text: SPRING.replaceAll('2027', '2028') };
    expect(await importCalendar(s, admin, nextYear)).toEqual({ refused: 'calendar/changed' });
    await bring(s, 2027, '2027-01-01,off,元旦');
    expect(await importCalendar(s, admin, given)).toEqual({ refused: 'calendar/changed' });
    expect(await listCalendarImports(s.store.q, ID, 2027)).toHaveLength(1);
  });

  it('of two imports at once one is taken', async () => {
    const s = await makeGround();
    const texts = [SPRING, '2027-01-01,off,元旦'];
    const results = await Promise.all(
      texts.map(async (text) => {
        const { mark } = granted(await previewCalendar(s, admin, { year: 2027, text }));
        return { text, mark };
      })
    ).then((seen) => Promise.all(seen.map((one) => importCalendar(s, admin, { year: 2027, source: '', ...one }))));
    expect(results.map(refused)).toEqual([false, true]);
  });

  it('[I6] replaces a year, keeps what was there, and is undone by bringing that in again', async () => {
    const s = await makeGround();
    const replaced = await bring(s, 2026, linesOf(CHINA_2026.days.filter(({ name }) => name !== '国庆节')));
    expect(replaced).toEqual({
      year: 2026,
      newly: false,
      changed: ['2026-09-20', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2026-10-10']
    });
    expect(dayKind(await calendarOf(s.store.q, ID), '2026-10-01').working).toBe(true);
    const first = await calendarImportOf(s.store.q, ID, 2026, 1);
    expect(await bring(s, 2026, linesOf(first!.days), first!.source)).toEqual(replaced);
    expect(dayKind(await calendarOf(s.store.q, ID), '2026-10-01')).toMatchObject({ kind: 'holiday', name: '国庆节' });
    expect((await listCalendarImports(s.store.q, ID, 2026)).map(({ seq, by }) => [seq, by])).toEqual([
      [3, admin.name],
      [2, admin.name],
      [1, null]
    ]);
    expect(await calendarImportOf(s.store.q, ID, 2026, 9)).toBeNull();
  });

  it('the same days once more change nothing and leave no further line', async () => {
    const s = await makeGround();
    expect(await bring(s, 2026, linesOf(CHINA_2026.days))).toEqual({ year: 2026, newly: false, changed: [] });
    expect(await listCalendarImports(s.store.q, ID, 2026)).toHaveLength(1);
  });

  it('[W8] a year that sets days in December leaves them when the year before is replaced', async () => {
    const s = await makeGround();
    expect((await bring(s, 2027, '2026-12-31~2027-01-02,off,元旦')).changed).toEqual(['2026-12-31', '2027-01-01']);
    await bring(s, 2026, '2026-10-01,off,国庆节');
    expect(dayKind(await calendarOf(s.store.q, ID), '2026-12-31')).toMatchObject({ kind: 'holiday', name: '元旦' });
  });

  it('[I2] takes nothing while a line cannot be read, and says which in the preview', async () => {
    const s = await makeGround();
    const text = `${SPRING}\n某天,off,春节`;
    const seen = granted(await previewCalendar(s, admin, { year: 2027, text }));
    expect(seen.unread).toEqual([{ line: 3, text: '某天,off,春节', why: 'date' }]);
    const taken = await importCalendar(s, admin, { year: 2027, text, source: '', mark: seen.mark });
    expect(taken).toMatchObject({ refused: 'input/invalid', fields: { text: 'field/unfit' } });
  });

  it.each<[what: string, given: { year: number; text: string }, refusal: Refusal['refused']]>([
    ['no days', { year: 2027, text: ' \n' }, 'input/invalid'],
    ['a year that is none', { year: NaN, text: SPRING }, 'input/invalid'],
    ['a year out of reach', { year: 3000, text: SPRING }, 'input/invalid'],
    ['more text than a year has', { year: 2027, text: 'x'.repeat(20_001) }, 'input/too-large']
  ])('refuses %s', async (_, given, refusal) => {
    const s = await makeGround();
    expect(await previewCalendar(s, admin, given)).toMatchObject({ refused: refusal });
    expect(await importCalendar(s, admin, { ...given, source: '', mark: '' })).toMatchObject({ refused: refusal });
  });

  it.each(['secretary', 'staff', 'facilitator', 'informant', 'partner'])('%s may not', async (who) => {
    const s = await makeGround();
    const given = { year: 2027, text: SPRING };
    expect(await previewCalendar(s, caller(who), given)).toEqual({ refused: 'right/missing' });
    const { mark } = granted(await previewCalendar(s, admin, given));
    expect(await importCalendar(s, caller(who), { ...given, source: '', mark })).toEqual({ refused: 'right/missing' });
  });

  it('touches no other community', async () => {
    const s = await makeGround();
    await bring(s, 2027, SPRING);
    const stranger = caller('admin', { communityId: 'other' });
    const { mark } = granted(await previewCalendar(s, stranger, { year: 2027, text: SPRING }));
    expect(
      await importCalendar(s, admin, { year: 2027, text: `${SPRING}\n2027-10-01,off,国庆`, source: '', mark })
    ).toEqual({
      refused: 'calendar/changed'
    });
    expect((await calendarOf(s.store.q, 'other')).announced).toEqual([]);
    expect(await calendarImportOf(s.store.q, 'other', 2027, 1)).toBeNull();
    expect(await listCalendarImports(s.store.q, 'other', 2027)).toEqual([]);
  });
});

describe('a file with a year’s days', () => {
  it('is UTF-8 or GB18030, as a Chinese Excel saves its CSV', () => {
    expect(textOfFile(new TextEncoder().encode('2027-02-05,休,春节'))).toBe('2027-02-05,休,春节');
    // 春节 in GB18030.
    expect(textOfFile(Uint8Array.of(0xb4, 0xba, 0xbd, 0xda))).toBe('春节');
    expect(textOfFile(new Uint8Array(200_001))).toBeNull();
  });
});
