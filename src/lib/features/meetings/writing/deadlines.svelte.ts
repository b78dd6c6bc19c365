import type { WorkCalendar } from '$lib/domain/calendar/work-calendar';
import type { Locale } from '$lib/words/dictionary';

type Reader = typeof import('$lib/domain/meetings/deadline');

/**
 * Deadlines as they are offered and read at this tablet: with the community's day and calendar, in the page's language. What
 * reads them is fetched when the first deadline is set and not with the page; a date can be picked without it.
 */
export function createDeadlines(today: () => string, calendar: WorkCalendar | null, locale: Locale) {
  let reader = $state.raw<Reader | null>(null);
  return {
    /** To be awaited before chips are offered. */
    async load(): Promise<void> {
      reader ??= await import('$lib/domain/meetings/deadline').catch(() => null);
    },
    /** Quick phrases with the day each means today. */
    chips(): { phrase: string; day: string }[] {
      const by = reader;
      if (!by) return [];
      return by.deadlineChips(locale).flatMap((phrase) => {
        const read = by.readDeadline(phrase, today(), calendar);
        return read.understood ? [{ phrase, day: read.dueOn }] : [];
      });
    },
    /** The day (YYYY-MM-DD) that was said, or null where it is not understood. */
    read(phrase: string): string | null {
      const read = reader?.readDeadline(phrase, today(), calendar);
      return read?.understood ? read.dueOn : null;
    },
    /** What should be said beside a day; null: nothing. */
    note(day: string): 'duePast' | 'dueOffDay' | 'dueUnknownYear' | null {
      if (!reader) return day < today() ? 'duePast' : null;
      const read = reader.readDeadline(day, today(), calendar);
      if (!read.understood) return null;
      return read.past ? 'duePast' : read.offDay ? 'dueOffDay' : read.unannounced ? 'dueUnknownYear' : null;
    }
  };
}

export type Deadlines = ReturnType<typeof createDeadlines>;
