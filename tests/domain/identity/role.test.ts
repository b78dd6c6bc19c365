import { describe, expect, it } from 'vitest';
import { may, ROLES, type Permission } from '$lib/domain/identity/role';

const who = (permission: Permission) => ROLES.filter((role) => may(role, permission));

describe('what a role may do', () => {
  it('meetings are planned, written and closed by the office and facilitators, and read by informants too', () => {
    const holding = ['admin', 'secretary', 'staff', 'facilitator'];
    for (const permission of ['meetings/plan', 'meetings/write', 'meetings/close'] as const)
      expect(who(permission)).toEqual(holding);
    expect(who('meetings/read')).toEqual([...holding, 'informant']);
  });

  it('the ledger is the office’s to write; partners and informants see their own', () => {
    expect(who('ledger/write')).toEqual(['admin', 'secretary', 'staff']);
    expect(who('ledger/read')).toEqual(['admin', 'secretary', 'staff', 'facilitator']);
    expect(who('ledger/read-own')).toEqual([...ROLES]);
    expect(who('quarantine/read')).toEqual(['admin', 'secretary', 'staff']);
    expect(who('settings/manage')).toEqual(['admin']);
  });

  it.each([
    ['admin', true],
    ['secretary', true],
    ['staff', true],
    ['facilitator', false],
    ['informant', false],
    ['partner', false]
  ] as const)('works in the office: %s %s, and writes the ledger as well', (role, works) => {
    expect(may(role, 'office')).toBe(works);
    expect(may(role, 'ledger/write')).toBe(works);
  });
});
