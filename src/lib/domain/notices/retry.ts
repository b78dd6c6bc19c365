const FIRST_MS = 30_000;
const LONGEST_MS = 6 * 3600_000;
/** Jitter moves a wait by so much of itself at most. */
const SPREAD = 0.2;

/** So many tries, over some fifteen hours, and it is a dead letter: a person looks at it. */
export const MOST_TRIES = 8;

/**
 * How long to wait after the `tries`th try failed: half a minute, then four times as long each time, up to six hours.
 * `jitter` from 0 to 1 makes it up to a fifth shorter or longer. `asked`: what the other side asked us to wait.
 */
export function retryAfter(tries: number, jitter: number, asked = 0): number {
  const plain = Math.min(LONGEST_MS, FIRST_MS * 4 ** Math.max(0, tries - 1));
  const spread = plain * (1 + SPREAD * (2 * Math.min(1, Math.max(0, jitter)) - 1));
  return Math.round(Math.max(spread, Math.min(asked, LONGEST_MS)));
}
