import { deadlineChips, readDeadline, type Calendar } from '$lib/domain/meetings/deadline';
import type { Locale } from '$lib/words/dictionary';

/** Deadlines as they are offered and read at this tablet: with the community's day and calendar, in the page's language. */
export function createDeadlines(today: () => string, calendar: Calendar | null, locale: Locale) {
  return {
    /** Quick phrases with the day each means today. */
    chips(): { phrase: string; day: string }[] {
      return deadlineChips(locale).flatMap((phrase) => {
        const read = readDeadline(phrase, today(), calendar);
        return read.understood ? [{ phrase, day: read.dueOn }] : [];
      });
    },
    /** The day (YYYY-MM-DD) that was said, or null where it is not understood. */
    read(phrase: string): string | null {
      const read = readDeadline(phrase, today(), calendar);
      return read.understood ? read.dueOn : null;
    },
    /** What should be said beside a day; null: nothing. */
    note(day: string): 'duePast' | 'dueOffDay' | 'dueUnknownYear' | null {
      const read = readDeadline(day, today(), calendar);
      if (!read.understood) return null;
      return read.past ? 'duePast' : read.offDay ? 'dueOffDay' : read.unannounced ? 'dueUnknownYear' : null;
    }
  };
}
