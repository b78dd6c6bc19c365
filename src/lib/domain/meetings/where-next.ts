/** What speaks for sitting down at a place. */
export interface PlaceNow {
  id: string;
  name: string;
  /** Promises that are still owed there, the overdue ones among them. */
  owed: number;
  overdue: number;
  /** Voices that came by other channels since people last sat there. */
  voices: number;
  /** Days since the last meeting there; null: never. */
  daysSince: number | null;
  /** ISO; the next meeting that is planned there. */
  plannedAt: string | null;
}

export type WhyThere =
  { why: 'overdue' | 'owed' | 'voices' | 'days'; n: number } | { why: 'never' } | { why: 'planned'; at: string };

export interface RankedPlace extends PlaceNow {
  /** What it weighs; only for the order. */
  weight: number;
  /** In the order of what they weigh. */
  reasons: readonly WhyThere[];
}

/** A broken promise weighs as much as three that are under way, or as three weeks without a meeting. */
const OVERDUE = 3;
const OWED = 1;
const VOICE = 1;
const WEEKS_COUNTED = 12;

/**
 * Where to sit next (rule P1 of RULES.md): places by what is owed there, what has been said since, and how long nobody
 * has sat there; with the reasons. A place where a meeting is planned comes after all others. Ties by name, then id.
 */
export function rankPlaces(places: readonly PlaceNow[]): RankedPlace[] {
  return places.map(weigh).sort((a, b) => {
    if ((a.plannedAt === null) !== (b.plannedAt === null)) return a.plannedAt === null ? -1 : 1;
    if (a.weight !== b.weight) return b.weight - a.weight;
    return a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1;
  });
}

function weigh(place: PlaceNow): RankedPlace {
  const { owed, overdue, voices, daysSince, plannedAt } = place;
  const weeks = daysSince === null ? WEEKS_COUNTED : Math.min(WEEKS_COUNTED, Math.max(0, daysSince) / 7);
  const onTime = Math.max(0, owed - overdue);
  const parts: { weight: number; reason: WhyThere }[] = [
    { weight: OVERDUE * overdue, reason: { why: 'overdue', n: overdue } },
    { weight: OWED * onTime, reason: { why: 'owed', n: onTime } },
    { weight: VOICE * voices, reason: { why: 'voices', n: voices } },
    { weight: weeks, reason: daysSince === null ? { why: 'never' } : { why: 'days', n: daysSince } }
  ];
  const counted = parts.filter((part) => part.weight > 0).sort((a, b) => b.weight - a.weight);
  const reasons = counted.map((part) => part.reason);
  return {
    ...place,
    weight: counted.reduce((sum, part) => sum + part.weight, 0),
    reasons: plannedAt === null ? reasons : [{ why: 'planned', at: plannedAt }, ...reasons]
  };
}
