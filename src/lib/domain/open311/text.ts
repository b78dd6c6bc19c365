import { findPersonal, maskFindings } from '../privacy/find-personal';
import { personsNamed } from '../privacy/mask-public';

/** The longest description that the specification allows. */
export const LONGEST = 4_000;

/** What XML 1.0 does not allow, escaped or not; half of a pair of surrogates among them. */
const UNSPEAKABLE = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text that both formats can carry (rule G10). */
export function plainText(text: string, longest = LONGEST): string {
  const plain = text.replace(/\r\n?/g, '\n').replace(UNSPEAKABLE, '').trim();
  if (plain.length <= longest) return plain;
  // Not through the middle of a character.
  return plain.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '') + '…';
}

/** A room without its building, and “2-501”: a reader of papers is asked about less, but nobody reads these. */
const ROOM =
  /(?<!\d)\d{2,4}\s*(?:室|号房)|(?<![\d-])\d{1,2}[-–—]\d{3,4}(?![\d年月日元块人户家米平方度次盏辆个位棵张条把间栋多余几点%％.．-])/g;

/** Masks what leads to a person or a door, and what only looks like it. */
function masked(text: string, names: readonly string[]): string {
  const found = maskFindings(text, findPersonal(text, names));
  return found.replace(/[０-９]/g, halfWidth).replace(ROOM, '某户');
}

const halfWidth = (digit: string) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0);

const REMEMBERED = 2_000;

/**
 * Masks everything that may give a person away (rule G2); what looks like it only is masked too.
 * @param known names of persons who may stand in any of the texts
 */
export function maskerOf(known: readonly string[]): (text: string, more?: readonly string[]) => string {
  const everybody = personsNamed(known);
  const before = new Map<string, string>();
  return (text, more = []) => {
    const own = personsNamed(more).filter((name) => text.includes(name));
    const key = own.length ? JSON.stringify([text, own]) : text;
    const existing = before.get(key);
    if (existing !== undefined) return existing;
    const names = everybody.filter((name) => text.includes(name));
    const hidden = masked(text, [...own, ...names]);
    if (before.size >= REMEMBERED) before.clear();
    before.set(key, hidden);
    return hidden;
  };
}
