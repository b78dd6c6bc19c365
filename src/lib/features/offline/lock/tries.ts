/** Wrong tries at the PIN on a tablet without a network, and until when no further one counts (ms since 1970). */
export interface Tries {
  wrong: number;
  until: number;
}

export const NO_TRIES: Tries = { wrong: 0, until: 0 };
/** So many may be wrong before the first wait. */
export const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 600_000;

/** How long the next try has to wait. A clock that was set back makes no wait longer than the longest. */
export function waitOf({ until }: Tries, now: number): number {
  return Math.min(Math.max(0, until - now), LONGEST_WAIT_MS);
}

/** One more was wrong: from the fifth on each makes the wait twice as long, up to ten minutes. */
export function afterWrong({ wrong }: Tries, now: number): Tries {
  const count = wrong + 1;
  if (count < FREE_TRIES) return { wrong: count, until: 0 };
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(count - FREE_TRIES, 10), LONGEST_WAIT_MS);
  return { wrong: count, until: now + wait };
}
