export { createHub, type HubOptions } from './hub';
export { openJournal } from './journal';
export type { Limits } from './hub-limits';
export type { Authenticate, DocumentKind, Hub, HubLog, Quarantined, Right, Writer } from './types';
export { forgetSettled, verifyJournal, type JournalDocument } from './verify-journal';
