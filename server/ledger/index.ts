export { appendEvent, type NewEvent } from './append-event';
export { createItem, type ItemRow, type NewItem } from './create-item';
export { decideLateChange, type LateDecision } from './decide-late-change';
export { chainBrokenAt, type EventRow } from './event-hash';
export { getItem, type ItemPage } from './get-item';
export { lineColumns, lineOf, listItems, visibleTo, type ItemFilter, type ItemLine } from './list-items';
export { noteLateChanges, TABLET, type IssueValues } from './note-late-change';
export { verifyLedger } from './verify-ledger';
