/** Where an item stands. The first six are the way of a promise; the others end or halt it; `withdrawn` stands in no list. */
export const STATES = [
  'open',
  'dispatched',
  'handling',
  'finished',
  'verified',
  'rated',
  'held',
  'answered',
  'declined',
  'merged',
  'withdrawn'
] as const;
export type State = (typeof STATES)[number];

/** Somebody still owes something, and the clock runs. An item on hold waits with its clock stopped. */
export const RUNNING: readonly State[] = ['open', 'dispatched', 'handling'];
/** Something is still to come of it. */
export const LIVE: readonly State[] = [...RUNNING, 'held'];
/** Its owner, or the meeting, has said that it is done. */
export const SAID_DONE: readonly State[] = ['finished', 'verified', 'rated', 'answered'];
