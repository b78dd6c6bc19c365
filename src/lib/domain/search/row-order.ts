/**
 * Items stand in the full-text index in the order of their submission: their rows are numbered by the moment. So the newest of
 * a hundred thousand hits are found without a look at the others (rule F8).
 */
const SINCE = Date.UTC(2000, 0, 1);
/** So many may share a millisecond; what is more goes on into the next ones. */
const A_MILLISECOND = 4096;
/** How far it may go on. */
export const SPILL_MS = 1000;

/** The first row of a moment (ISO or milliseconds). */
export function firstRowOf(moment: string | number): number {
  const ms = typeof moment === 'number' ? moment : Date.parse(moment);
  return (ms - SINCE) * A_MILLISECOND;
}

/** The millisecond that a row belongs to; its item was submitted then, or up to `SPILL_MS` before. */
export function momentOfRow(row: number): number {
  return Math.floor(row / A_MILLISECOND) + SINCE;
}

/** Where rows of a moment may stand: from the first to before the second. */
export function rowsOf(moment: string): [from: number, to: number] {
  const ms = Date.parse(moment);
  return [firstRowOf(ms), firstRowOf(ms + SPILL_MS + 1)];
}
