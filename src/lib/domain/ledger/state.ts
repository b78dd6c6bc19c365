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

export const ACTS = [
  'open',
  'answer',
  'dispatch',
  'accept',
  'return',
  'extend',
  'hold',
  'resume',
  'finish',
  'verify',
  'rate',
  'decline',
  'merge',
  'reopen',
  'amend',
  'report-done',
  'report-not-yet',
  'report-reopen',
  'take-late-change',
  'keep-ledger-value',
  'withdraw-import'
] as const;
export type Act = (typeof ACTS)[number];
