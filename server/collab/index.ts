export { createHub, type HubOptions } from './hub';
export { openJournal } from './journal';
export type { Limits } from './hub-limits';
export type {
  Authenticate,
  Brought,
  Decision,
  DocumentKind,
  Hub,
  HubLog,
  Quarantined,
  Removed,
  Right,
  Whose,
  Writer
} from './types';
export { forgetSettled, verifyJournal, type JournalDocument } from './verify-journal';
