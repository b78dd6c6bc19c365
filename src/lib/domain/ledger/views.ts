import { may, type Role } from '../identity/role';

/** Lists of the ledger that somebody opens every morning, each with its count. */
export const VIEWS = ['mine', 'late', 'week', 'nobody', 'waiting', 'review'] as const;
export type ViewKey = (typeof VIEWS)[number];

/** Lists that say something to an owner too; the others are the office's work. */
const OWNERS: readonly ViewKey[] = ['mine', 'late', 'week'];

/** The views somebody is shown (rule K13). */
export function viewsFor({ role, partyId }: { role: Role; partyId: string | null }): ViewKey[] {
  const shown = may(role, 'ledger/read') ? VIEWS : may(role, 'ledger/read-own') ? OWNERS : [];
  return shown.filter((key) => key !== 'mine' || partyId !== null);
}

/** Whether a word of an address names a view. */
export function isView(text: string): text is ViewKey {
  return (VIEWS as readonly string[]).includes(text);
}
