/** Who can own a promise, with the spelling the server keeps: `pinyin` in full and `initials`, both without spaces. */
export interface Findable {
  id: string;
  name: string;
  title: string;
  pinyin: string;
  initials: string;
}

/**
 * Parties that a query finds, best first: by Chinese (物业), full pinyin (wangjie), initials (wj) or a mixture (王j), from
 * any character of the name, and by Chinese in the title. An empty query finds everybody in the given order.
 * Small enough for a tablet: some hundreds of names at a keystroke.
 */
export function searchParties<T extends Findable>(parties: readonly T[], query: string): T[] {
  const wanted = plain(query);
  if (!wanted) return [...parties];
  return parties
    .map((party, order) => ({ party, order, score: scoreOf(party, wanted) }))
    .filter((found) => found.score !== null)
    .sort((a, b) => a.score! - b.score! || a.party.name.length - b.party.name.length || a.order - b.order)
    .map((found) => found.party);
}

// The parts of a score, added: where it begins, whether it was spelled, whether the name goes on.
const LATER = 8;
const SPELLED = 4;
const UNFINISHED = 1;
const TITLE_ONLY = 64;

function scoreOf(party: Findable, wanted: string): number | null {
  const units = unitsOf(party);
  let best: number | null = null;
  for (let start = 0; start < units.length; start++) {
    const end = matchedTo(units, start, wanted);
    if (end === null) continue;
    const score = (start ? LATER : 0) + (/[a-z]/.test(wanted) ? SPELLED : 0) + (end < units.length ? UNFINISHED : 0);
    if (best === null || score < best) best = score;
  }
  if (best !== null) return best;
  return plain(party.title).includes(wanted) ? TITLE_ONLY : null;
}

/** One character of a name with its syllable, or a run of letters or digits that spells itself. */
interface Unit {
  char: string;
  syllable: string;
}

function unitsOf({ name, pinyin, initials }: Findable): Unit[] {
  const chars = plain(name).match(/\p{Script=Han}|[a-z]+|\d+/gu) ?? [];
  const syllables = syllablesOf(chars, pinyin, initials);
  return chars.map((char, n) => ({ char, syllable: syllables[n] ?? '' }));
}

const SYLLABLE = /^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]+(?:ng|n|r)?$/;
const HAN = /\p{Script=Han}/u;

/**
 * Cuts the full pinyin into the syllables of the characters, led by the initials (西安 has xa, so xian is xi + an). Where
 * it cannot be cut the initials stand in, and names are then found by those alone.
 */
function syllablesOf(chars: readonly string[], pinyin: string, initials: string): string[] {
  const letters: string[] = [];
  let at = 0;
  for (const char of chars) {
    const length = /^\d/.test(char) ? char.length : 1;
    letters.push(initials.slice(at, at + length));
    at += length;
  }
  function cut(n: number, from: number): string[] | null {
    if (n === chars.length) return from === pinyin.length ? [] : null;
    const char = chars[n]!;
    if (!HAN.test(char)) {
      const rest = pinyin.startsWith(char, from) ? cut(n + 1, from + char.length) : null;
      return rest && [char, ...rest];
    }
    for (let length = 1; length <= 6 && from + length <= pinyin.length; length++) {
      const syllable = pinyin.slice(from, from + length);
      if (syllable[0] !== letters[n] || !SYLLABLE.test(syllable)) continue;
      const rest = cut(n + 1, from + length);
      if (rest) return [syllable, ...rest];
    }
    return null;
  }
  return cut(0, 0) ?? letters;
}

/** The unit after the last one that the query covers when it begins at `start`, or null. Each unit gives its character or a beginning of its syllable. */
function matchedTo(units: readonly Unit[], start: number, wanted: string): number | null {
  if (!wanted) return start;
  const unit = units[start];
  if (!unit) return null;
  if (wanted.startsWith(unit.char)) {
    const end = matchedTo(units, start + 1, wanted.slice(unit.char.length));
    if (end !== null) return end;
  }
  for (let length = Math.min(unit.syllable.length, wanted.length); length >= 1; length--) {
    if (!unit.syllable.startsWith(wanted.slice(0, length))) continue;
    const end = matchedTo(units, start + 1, wanted.slice(length));
    if (end !== null) return end;
  }
  return null;
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/[\s'’·.\-_]/g, '');
}
