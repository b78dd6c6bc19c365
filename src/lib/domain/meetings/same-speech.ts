/** A line of the diary, as much of it as tells whether another is the same speech. */
export interface SpokenLine {
  id: string;
  /** ISO */
  at: string;
  kind: string;
  speaker: string;
  text: string;
  /** account id of the tablet's person */
  by: string;
}

export interface SameSpeech<L extends SpokenLine> {
  /** The fuller of the two. */
  keep: L;
  other: L;
  /** The other has words that the fuller one lacks. */
  adds: boolean;
}

/** Two people write down one speech within so long of each other. */
const WITHIN_MS = 3 * 60_000;
/** Shares of the shorter line's pairs of letters that stand in the longer: from here on it is probably, or wholly, the same. */
const PROBABLY = 0.5;
const WHOLLY = 0.85;
/** Shorter ones (“同意”) say nothing of who said them. */
const LEAST_LETTERS = 6;

/** Letters and digits only, pairs of neighbours counted; good for Chinese, which has no spaces, and for the rest too. */
function pairsOf(text: string): Map<string, number> {
  const letters = [...text.normalize('NFKC').toLowerCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  const pairs = new Map<string, number>();
  for (let at = 1; at < letters.length; at++) {
    const pair = letters[at - 1]! + letters[at]!;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

const sizeOf = (pairs: Map<string, number>) => [...pairs.values()].reduce((sum, n) => sum + n, 0);

/** How much of one text stands in another, 0 to 1, by pairs of letters. */
export function containedIn(text: string, other: string): number {
  const [one, two] = [pairsOf(text), pairsOf(other)];
  const size = sizeOf(one);
  if (!size) return 0;
  let shared = 0;
  for (const [pair, n] of one) shared += Math.min(n, two.get(pair) ?? 0);
  return shared / size;
}

/** Whether two lines of different people are probably one speech: near in time, alike in words, no two different speakers. */
export function sameSpeech<L extends SpokenLine>(a: L, b: L): SameSpeech<L> | null {
  if (a.by === b.by || a.kind !== b.kind) return null;
  if (a.speaker.trim() && b.speaker.trim() && a.speaker.trim() !== b.speaker.trim()) return null;
  if (Math.abs(Date.parse(a.at) - Date.parse(b.at)) > WITHIN_MS) return null;
  const [one, two] = [sizeOf(pairsOf(a.text)) + 1, sizeOf(pairsOf(b.text)) + 1];
  if (Math.min(one, two) < LEAST_LETTERS) return null;
  // Both tablets pick the same one, so that merging on both leaves one and not none.
  const [keep, other] = one > two || (one === two && a.id < b.id) ? [a, b] : [b, a];
  const contained = containedIn(other.text, keep.text);
  return contained < PROBABLY ? null : { keep, other, adds: contained < WHOLLY };
}

/** Pairs of lines that are probably one speech, the newest first; each line at most once. Dismissed pairs are left out. */
export function sameSpeeches<L extends SpokenLine>(
  lines: readonly L[],
  dismissed: (a: string, b: string) => boolean
): SameSpeech<L>[] {
  const sorted = [...lines].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const taken = new Set<string>();
  const found: SameSpeech<L>[] = [];
  sorted.forEach((line, at) => {
    for (let next = at + 1; next < sorted.length; next++) {
      const other = sorted[next]!;
      if (Date.parse(line.at) - Date.parse(other.at) > WITHIN_MS) break;
      if (taken.has(line.id) || taken.has(other.id) || dismissed(line.id, other.id)) continue;
      const same = sameSpeech(line, other);
      if (!same) continue;
      taken.add(line.id).add(other.id);
      found.push(same);
    }
  });
  return found;
}

/** A pair's name, whichever way round. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
