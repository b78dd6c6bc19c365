/** An item of the agenda as its clock needs it. */
export interface Step {
  id: string;
  /** planned; 0: not planned */
  minutes: number;
  startedAt: string | null;
  endedAt: string | null;
  /** ISO; the moment the clock would have started had it never been left: away from the item, time does not count */
  countedFrom: string | null;
  carried: boolean;
}

export interface StepClock {
  elapsedMs: number;
  plannedMs: number;
  /** Never below zero. */
  leftMs: number;
  state: 'calm' | 'soon' | 'over';
}

const MINUTE_MS = 60_000;
/** What is left when a gentle word is due: a fifth, or two minutes where a fifth is less. */
const SOON = 0.2;
const SOON_MS = 2 * MINUTE_MS;

/** Planned, elapsed and left of an item; `current` is the one that the meeting is at. */
export function stepClock(step: Step, current: boolean, now: number): StepClock {
  const plannedMs = Math.max(0, step.minutes) * MINUTE_MS;
  const from = step.countedFrom === null ? NaN : Date.parse(step.countedFrom);
  const until = current ? now : step.endedAt === null ? NaN : Date.parse(step.endedAt);
  const elapsedMs = Math.max(0, until - from) || 0;
  const leftMs = Math.max(0, plannedMs - elapsedMs);
  const over = plannedMs > 0 && elapsedMs >= plannedMs;
  // An item of three minutes must not begin with a warning.
  const soonMs = Math.min(Math.max(plannedMs * SOON, SOON_MS), plannedMs / 2);
  return { elapsedMs, plannedMs, leftMs, state: over ? 'over' : plannedMs && leftMs <= soonMs ? 'soon' : 'calm' };
}

/** What the meeting did not come to, and what it put off by hand: the next one begins with it. */
export function leftOver<T extends Step>(agenda: readonly T[], agendaAt: string | null): T[] {
  return agenda.filter((step) => step.carried || (step.startedAt === null && step.id !== agendaAt));
}
