export type { Authenticate, DocumentKind, Hub, Quarantined, Right } from './types';
