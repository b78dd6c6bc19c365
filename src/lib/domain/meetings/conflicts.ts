/** A meeting as far as its time and place matter. */
export interface Dated {
  id: string;
  title: string;
  venueId: string | null;
  /** ISO */
  startsAt: string;
}

export interface Conflict<T> {
  meeting: T;
  /** The same place at the same time cannot be; another place takes people and staff away. */
  how: 'same-place' | 'same-time';
}

/** Two hours: a sitting and the way there. */
const APART_MS = 2 * 3600_000;

/** Which of the meetings that are planned lie so near that a person should know, the same place first, then by time. */
export function conflictsOf<T extends Dated>(
  plan: { venueId: string | null; startsAt: string },
  meetings: readonly T[]
): Conflict<T>[] {
  const at = Date.parse(plan.startsAt);
  if (Number.isNaN(at)) return [];
  return meetings
    .filter((meeting) => Math.abs(Date.parse(meeting.startsAt) - at) < APART_MS)
    .map((meeting): Conflict<T> => ({
      meeting,
      how: plan.venueId && meeting.venueId === plan.venueId ? 'same-place' : 'same-time'
    }))
    .sort((a, b) =>
      a.how === b.how ? (a.meeting.startsAt < b.meeting.startsAt ? -1 : 1) : a.how === 'same-place' ? -1 : 1
    );
}
