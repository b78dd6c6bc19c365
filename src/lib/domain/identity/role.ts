/** Who an account is to the community; residents have none. */
export const ROLES = ['admin', 'secretary', 'staff', 'facilitator', 'informant', 'partner'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What may be done, in the words of the work. `office` is whatever the people in the office do beside writing the ledger:
 * papers, households, links for parties, the notices that go to the office.
 */
export type Permission =
  | 'office'
  | 'meetings/plan'
  | 'meetings/write'
  | 'meetings/read'
  | 'meetings/close'
  | 'ledger/read'
  | 'ledger/read-own'
  | 'ledger/write'
  | 'settings/manage'
  | 'quarantine/read';

const OFFICE: Permission[] = [
  'office',
  'meetings/plan',
  'meetings/write',
  'meetings/read',
  'meetings/close',
  'ledger/read',
  'ledger/read-own',
  'ledger/write',
  'quarantine/read'
];

const GRANTED: Record<Role, readonly Permission[]> = {
  admin: [...OFFICE, 'settings/manage'],
  secretary: OFFICE,
  staff: OFFICE,
  facilitator: ['meetings/plan', 'meetings/write', 'meetings/read', 'meetings/close', 'ledger/read', 'ledger/read-own'],
  informant: ['meetings/read', 'ledger/read-own'],
  partner: ['ledger/read-own']
};

/** Whether a role may do this. A partner sees only the items his organisation owns (`ledger/read-own`). */
export function may(role: Role, permission: Permission): boolean {
  return GRANTED[role].includes(permission);
}
