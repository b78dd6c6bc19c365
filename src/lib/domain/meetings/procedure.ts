import { addWorkingDays, type WorkCalendar } from '../calendar/work-calendar';

/**
 * The two tracks of a meeting after the local standard DB3306/T 075-2025: at once (即时议: answered or settled within 48 hours,
 * with a call-back on satisfaction) and in depth (深入议: begun within five working days, sign-in and vote records kept).
 * A community may set them otherwise.
 */
export const TRACKS = ['at-once', 'in-depth'] as const;
export type Track = (typeof TRACKS)[number];

export interface ProcedureRules {
  atOnce: {
    /** Hours from the meeting to an answer or a settlement. */
    hours: number;
    callBack: boolean;
  };
  inDepth: {
    /** Working days from the planning to the beginning. */
    workingDays: number;
    signIn: boolean;
    votes: boolean;
    /** The minutes are made final. */
    minutes: boolean;
  };
}

export const STANDARD: ProcedureRules = {
  atOnce: { hours: 48, callBack: true },
  inDepth: { workingDays: 5, signIn: true, votes: true, minutes: true }
};

/** What a community may have set, whatever stands in its settings; where it does not fit, the standard holds. */
export function readRules(value: unknown): ProcedureRules {
  const fieldOf = (value: unknown, key: string) =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  const [atOnce, inDepth] = [fieldOf(value, 'atOnce'), fieldOf(value, 'inDepth')];
  const whole = (n: unknown, most: number, otherwise: number) =>
    typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= most ? n : otherwise;
  const flag = (on: unknown, otherwise: boolean) => (typeof on === 'boolean' ? on : otherwise);
  const { atOnce: first, inDepth: second } = STANDARD;
  return {
    atOnce: {
      hours: whole(fieldOf(atOnce, 'hours'), 24 * 60, first.hours),
      callBack: flag(fieldOf(atOnce, 'callBack'), first.callBack)
    },
    inDepth: {
      workingDays: whole(fieldOf(inDepth, 'workingDays'), 60, second.workingDays),
      signIn: flag(fieldOf(inDepth, 'signIn'), second.signIn),
      votes: flag(fieldOf(inDepth, 'votes'), second.votes),
      minutes: flag(fieldOf(inDepth, 'minutes'), second.minutes)
    }
  };
}

/** The track that a meeting of a kind is on unless somebody chooses the other. */
export function usualTrack(kind: string): Track {
  return kind === 'stool' || kind === 'secretary' ? 'at-once' : 'in-depth';
}

export interface ProcedureFacts {
  /** ISO */
  plannedAt: string;
  startsAt: string;
  begun: boolean;
  /** Of every issue that was not dropped: when it was answered or settled (ISO; null: not yet), and whether it was rated. */
  issues: readonly { settledAt: string | null; rated: boolean }[];
  /** Who signed in by name, door or phone; heads that were only counted are none. */
  signedIn: number;
  /** Votes, hands or consent rounds whose numbers stand in the diary. */
  votes: number;
  minutesFinal: boolean;
}

export type RequirementKey = 'settled' | 'call-back' | 'begun' | 'sign-in' | 'votes' | 'minutes';

export interface Requirement {
  key: RequirementKey;
  state: 'met' | 'lacks' | 'not-yet-due';
  /** How many of how many, where there are several. */
  done: number;
  of: number;
  /** ISO or a day, by which it must be; null: no date. */
  until: string | null;
}

/**
 * What a meeting on this track has and still lacks (rules T1, T2).
 * @param today of the community; @param dayOf the day on which a moment falls there
 */
export function requirements(
  track: Track,
  rules: ProcedureRules,
  facts: ProcedureFacts,
  now: string,
  dayOf: (moment: string) => string,
  calendar: WorkCalendar
): Requirement[] {
  const one = (key: RequirementKey, met: boolean, due: boolean, until: string | null = null): Requirement => ({
    key,
    done: met ? 1 : 0,
    of: 1,
    until,
    state: met ? 'met' : due ? 'lacks' : 'not-yet-due'
  });
  if (track === 'at-once') {
    const { hours, callBack } = rules.atOnce;
    const until = new Date(Date.parse(facts.startsAt) + hours * 3600_000).toISOString();
    const inTime = facts.issues.filter(({ settledAt }) => settledAt !== null && settledAt <= until).length;
    const settled = facts.issues.filter(({ settledAt }) => settledAt !== null);
    const rated = settled.filter((issue) => issue.rated).length;
    const all: Requirement[] = [
      {
        key: 'settled',
        done: inTime,
        of: facts.issues.length,
        until,
        state: facts.begun && inTime === facts.issues.length ? 'met' : now > until ? 'lacks' : 'not-yet-due'
      }
    ];
    if (callBack)
      all.push({
        key: 'call-back',
        done: rated,
        of: settled.length,
        until: null,
        state: !settled.length ? 'not-yet-due' : rated === settled.length ? 'met' : 'lacks'
      });
    return all;
  }
  const { workingDays, signIn, votes, minutes } = rules.inDepth;
  const last = addWorkingDays(calendar, dayOf(facts.plannedAt), workingDays).day;
  const inTime = dayOf(facts.startsAt) <= last;
  const all = [one('begun', facts.begun && inTime, !inTime || dayOf(now) > last, last)];
  if (signIn) all.push(one('sign-in', facts.signedIn > 0, facts.begun));
  if (votes) all.push(one('votes', facts.votes > 0, facts.begun));
  if (minutes) all.push(one('minutes', facts.minutesFinal, facts.begun));
  return all;
}

/** Whether the meeting counts on its track: everything that is asked for is met. */
export function counts(all: readonly Requirement[]): boolean {
  return all.every(({ state }) => state === 'met');
}
