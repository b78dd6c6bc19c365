/** A length of time as a clock shows it, 2:05; whole minutes and seconds, never below zero. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Whole minutes that have passed. */
export function minutesOf(ms: number): number {
  return Math.max(0, Math.floor(ms / 60_000));
}
