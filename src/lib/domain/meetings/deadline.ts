import { dayKind, NOTHING_ANNOUNCED, type WorkCalendar } from '../calendar/work-calendar';
import { isDay, partsOf, weekdayOf } from './days';
import { readPhrase } from './deadline-phrase';

/** What became of a typed deadline. Show `dueOn` by `describeDay` beside the words, always. */
export type Deadline =
  | {
      understood: true;
      /** YYYY-MM-DD */
      dueOn: string;
      /** Lies before today. */
      past: boolean;
      /** A weekend or holiday. */
      offDay: boolean;
      /** Working days were counted, or the day lies, in a year whose holidays nobody has announced. */
      unannounced: boolean;
    }
  | { understood: false };

/**
 * Reads a deadline as people say it (三天内, 下周五, 月底, 12月1日, 15个工作日内, in 3 days) relative to `today`. What the
 * grammar does not know is not understood; it never guesses. Rules D1 to D9 of RULES.md.
 */
export function readDeadline(text: string, today: string, calendar: WorkCalendar | null = null): Deadline {
  if (!isDay(today) || text.length > 40) return { understood: false };
  const pointed = readPhrase(text, { today, calendar });
  if (!pointed || !isDay(pointed.day)) return { understood: false };
  const { day, sure } = pointed;
  const kind = dayKind(calendar ?? NOTHING_ANNOUNCED, day);
  return {
    understood: true,
    dueOn: day,
    past: day < today,
    offDay: !kind.working,
    unannounced: !sure || (calendar !== null && !kind.sure)
  };
}

const CHIPS = {
  'zh-CN': ['3天内', '一周内', '下周五', '月底', '半个月内', '一个月内'],
  en: ['in 3 days', 'in 1 week', 'next Friday', 'end of month', 'in half a month', 'in 1 month']
} as const;

/** The phrases offered as chips, in the order they stand; `readDeadline` understands each on any day. */
export function deadlineChips(locale: 'zh-CN' | 'en'): readonly string[] {
  return CHIPS[locale];
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** The day in full, with year and weekday: `2026年12月1日 星期二`, `Tuesday 1 December 2026`. */
export function describeDay(day: string, locale: 'zh-CN' | 'en'): string {
  if (!isDay(day)) return day;
  const { year, month, date } = partsOf(day);
  const weekday = weekdayOf(day) - 1;
  if (locale === 'zh-CN') return `${year}年${month}月${date}日 星期${'一二三四五六日'[weekday]}`;
  return `${WEEKDAYS[weekday]} ${date} ${MONTHS[month - 1]} ${year}`;
}
