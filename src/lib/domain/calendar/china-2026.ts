import { addDays } from '../meetings/days';
import type { AnnouncedYear, CalendarDay } from './announced';

/** Where the days below come from. */
export const NOTICE_2026 = '国办发明电〔2025〕7号';

/**
 * The public holidays of 2026 in mainland China: 国务院办公厅关于2026年部分节假日安排的通知 (国办发明电〔2025〕7号), 4 November
 * 2025, as Xinhua carried it (politics.gmw.cn/2025-11/04/content_38391083.htm). Comes with the product; every later year is
 * brought in when it has been announced.
 */
export const CHINA_2026: AnnouncedYear = {
  year: 2026,
  days: [
    ...off('元旦', '2026-01-01', 3),
    work('元旦', '2026-01-04'),
    work('春节', '2026-02-14'),
    ...off('春节', '2026-02-15', 9),
    work('春节', '2026-02-28'),
    ...off('清明节', '2026-04-04', 3),
    ...off('劳动节', '2026-05-01', 5),
    work('劳动节', '2026-05-09'),
    ...off('端午节', '2026-06-19', 3),
    work('国庆节', '2026-09-20'),
    ...off('中秋节', '2026-09-25', 3),
    ...off('国庆节', '2026-10-01', 7),
    work('国庆节', '2026-10-10')
  ]
};

function off(name: string, first: string, count: number): CalendarDay[] {
  return Array.from({ length: count }, (_, at) => ({ day: addDays(first, at), kind: 'off', name }));
}

function work(name: string, day: string): CalendarDay {
  return { day, kind: 'work', name };
}
