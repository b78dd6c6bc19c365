import { findPersonal, maskFindings, type Finding } from '../privacy/find-personal';
import { personsNamed } from '../privacy/mask-public';

/** A bare row of seven digits may be anything. */
function leadsToPerson({ kind, text }: Finding, names: readonly string[]): boolean {
  if (kind === 'landline') return /^[0０]/.test(text);
  if (kind === 'name') return names.includes(text);
  return kind !== 'door' && kind !== 'address';
}

/**
 * A sentence as whoever has to do the work may read it over a link: numbers that lead to a person and the given names masked;
 * doors stay, since that is where the work is (rule P3).
 * @param who names as they were given; those that several are called by are left
 */
export function maskForWork(text: string, who: readonly string[] = []): string {
  const names = personsNamed(who);
  return maskFindings(
    text,
    findPersonal(text, names, (finding) => leadsToPerson(finding, names))
  );
}
