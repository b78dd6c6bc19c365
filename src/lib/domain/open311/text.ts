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
    const there = before.get(key);
    if (there !== undefined) return there;
    const names = everybody.filter((name) => text.includes(name));
    const masked = maskFindings(text, findPersonal(text, [...own, ...names]));
    if (before.size >= REMEMBERED) before.clear();
    before.set(key, masked);
    return masked;
  };
}
