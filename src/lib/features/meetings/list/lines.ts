/** What the list shows of a meeting. */
export interface MeetingLine {
  id: string;
  kind: string;
  title: string;
  venue: string | null;
  /** ISO */
  startsAt: string;
  phase: string;
  entries: number;
  issues: number;
}

/** Under way first, then what is coming (the nearest first), then what has been (the latest first). */
export function sortLines(lines: readonly MeetingLine[]) {
  const byStart = [...lines].sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id));
  return {
    underWay: byStart.filter((line) => line.phase === 'live' || line.phase === 'readback'),
    coming: byStart.filter((line) => line.phase === 'prepare'),
    past: byStart.filter((line) => line.phase === 'closed').reverse()
  };
}
