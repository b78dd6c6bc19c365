// Every syllable of Mandarin without its tone, ü written v, by initial. A syllable that is no syllable is no spelling: without
// this list lianghao would fall apart in any way whatever.
const BY_INITIAL: Readonly<Record<string, string>> = {
  '': 'a ai an ang ao e ei en eng er o ou',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  f: 'a an ang ei en eng iao o ou u',
  d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
  t: 'a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  y: 'a an ang ao e i in ing o ong ou u uan ue un',
  w: 'a ai an ang ei en eng o u'
};

const SYLLABLES = new Set(
  Object.entries(BY_INITIAL).flatMap(([initial, rests]) => rests.split(' ').map((rest) => initial + rest))
);
/** What a syllable can be broken off to: zhuang gives z, zh, zhu, zhua, zhuan. */
const BEGINNINGS = new Set(
  [...SYLLABLES].flatMap((syllable) => Array.from(syllable, (_, n) => syllable.slice(0, n + 1)))
);
const LONGEST = 6;
const MOST_WAYS = 12;

/**
 * The ways in which letters can be read as syllables, the last of them broken off anywhere, those with the fewest syllables
 * first: `xian` is xian, or xi and an; a number is a syllable. None where they are no spelling. An apostrophe parts syllables.
 */
export function readingsOf(letters: string): string[][] {
  const ends = stepsOf(letters);
  const ways: string[][] = [];
  // Every step leads to an end, so that no more is tried than is found: a hundred letters may be read in a billion ways.
  function read(at: number, sofar: string[]): void {
    for (const to of ends[at]!) {
      if (ways.length >= MOST_WAYS) return;
      const syllable = letters.slice(at, to);
      const next = syllable === "'" ? sofar : [...sofar, syllable];
      if (to === letters.length) ways.push(next);
      else read(to, next);
    }
  }
  if (letters) read(0, []);
  return ways.sort((a, b) => a.length - b.length);
}

/** For each place in the letters the ends of the syllables that begin there and lead on to the end, the longest first. */
function stepsOf(letters: string): number[][] {
  const ends: number[][] = Array.from({ length: letters.length + 1 }, () => []);
  for (let at = letters.length - 1; at >= 0; at--) {
    const leads = (to: number) => to === letters.length || ends[to]!.length > 0;
    const rest = letters.slice(at);
    const digits = /^\d+/.exec(rest)?.[0];
    if (digits) {
      if (leads(at + digits.length)) ends[at]!.push(at + digits.length);
    } else if (rest.startsWith("'")) {
      // It parts syllables, and begins or ends nothing.
      if (at > 0 && at + 1 < letters.length && leads(at + 1)) ends[at]!.push(at + 1);
    } else {
      if (rest.length <= LONGEST && BEGINNINGS.has(rest)) ends[at]!.push(letters.length);
      for (let length = Math.min(LONGEST, rest.length - 1); length > 0; length--)
        if (SYLLABLES.has(rest.slice(0, length)) && leads(at + length)) ends[at]!.push(at + length);
    }
  }
  return ends;
}
