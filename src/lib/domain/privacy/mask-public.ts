import { findPersonal, maskFindings, type Finding } from './find-personal';

/** A door for sure: “3号楼120户” may be all of its households, and “3号楼12号” the twelfth. */
const SURE_DOOR = /单元|门|[-–—]|室$|\d{3,4}(?:号房?)?$/;

/**
 * What nobody reads through before it is on the screen is masked where there is hardly a doubt. A bare row of seven digits, a street
 * and what only looks like a name are left to the person who reads the papers before they are published.
 */
function sure({ kind, text }: Finding, names: readonly string[]): boolean {
  if (kind === 'landline') return text.startsWith('0') || text.startsWith('０');
  if (kind === 'door') return SURE_DOOR.test(text.normalize('NFKC'));
  if (kind === 'name') return names.includes(text);
  return kind !== 'address';
}

/**
 * A sentence as the public may read it at once: numbers that lead to a person, doors, and the given names masked.
 * @param names of people who have not agreed to be named
 */
export function maskPublic(text: string, names: readonly string[] = []): string {
  // Most sentences have nothing of the kind.
  if (!/[\d０-９A-Za-z]|单元|室/.test(text) && !names.some((name) => text.includes(name))) return text;
  return maskFindings(
    text,
    findPersonal(text, names, (finding) => sure(finding, names))
  );
}

/** “居民” and the like are what several are called: masked, every sentence would lose them. */
const NOBODY = /居民|街坊|邻居|业主|租户|住户|大家|群众|代表|家长|老人|孩子|大爷大妈/;

/** Of the names somebody was entered by, those that mean one person. */
export function personsNamed(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.trim()))].filter(
    (name) => [...name].length >= 2 && [...name].length <= 12 && !NOBODY.test(name) && !/\d/.test(name)
  );
}

const REMEMBERED = 5_000;

/** Masks for one meeting, in which most sentences come again with every change: each is looked through once. */
export function maskerFor(unnamed: readonly string[] = []): (text: string) => string {
  const names = personsNamed(unnamed);
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const masked = maskPublic(text, names);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, masked);
    return masked;
  };
}
