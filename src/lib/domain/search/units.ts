/** One character that stands for itself, or a run of letters or digits; where it stands in the text as it was written. */
export interface Unit {
  from: number;
  to: number;
  /** In lower case and half width. */
  said: string;
  /** Syllables that a Chinese character may be read as, without tone, the likeliest first; a run of letters reads as itself. */
  readings: readonly string[];
}

const ALONE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u;
const WORD = /^[\p{L}\p{N}\p{M}]+$/u;
const MARK = /^\p{M}+$/u;

/**
 * Cuts a text as the full-text index does: each Chinese character alone, letters and digits together. Readings are added by
 * whoever knows them (`server/spelling`).
 */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  let run: Unit | null = null;
  let at = 0;
  for (const char of text) {
    const [from, to] = [at, (at += char.length)];
    const said = char.normalize('NFKC').toLowerCase();
    if (ALONE.test(said)) {
      run = null;
      units.push({ from, to, said, readings: [] });
    } else if (!WORD.test(said)) run = null;
    else if (run) {
      run.said += said;
      run.to = to;
    } else if (MARK.test(said) && units.length) units.at(-1)!.to = to;
    else units.push((run = { from, to, said, readings: [] }));
  }
  return units.map((unit) => (ALONE.test(unit.said) ? unit : { ...unit, readings: [unit.said] }));
}

/** The letters that a unit is abbreviated by: 电 d, wifi w, 12 stays 12. */
export function initialsOf(unit: Unit): string[] {
  return [
    ...new Set(unit.readings.filter(Boolean).map((reading) => (/^\p{N}/u.test(reading) ? reading : reading[0]!)))
  ];
}
