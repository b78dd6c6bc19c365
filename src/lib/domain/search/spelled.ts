import { pairsOf } from './terms';
import { initialsOf, type Unit } from './units';

/** A private-use character counts as a word of its own, so that no phrase reaches from one text into the next. */
const FENCE = ' \uE000 ';

/**
 * What the index is given of texts that are found by spelling: their syllables, and the pairs of their initials. Where a
 * character has a second reading the whole text is given once more with it (rule F4).
 */
export function spelledBody(texts: readonly (readonly Unit[])[]): { spelling: string; initials: string } {
  const lines = texts.flatMap((units) => [units.map(first), ...(units.some(second) ? [units.map(otherwise)] : [])]);
  const spelling = lines.map((line) => line.map(({ reading }) => reading).join(' '));
  const initials = lines.map((line) => pairsOf(line.map(({ initial }) => initial).join('')).join(' '));
  return { spelling: joined(spelling), initials: joined(initials) };
}

const joined = (lines: string[]) => lines.filter(Boolean).join(FENCE);
const second = ({ readings }: Unit) => readings.length > 1;
const first = (unit: Unit) => read(unit, unit.readings[0]);
const otherwise = (unit: Unit) => read(unit, unit.readings[1] ?? unit.readings[0]);

function read(unit: Unit, reading: string | undefined): { reading: string; initial: string } {
  // What has no reading (a kana, a rare character) parts the syllables around it.
  if (!reading) return { reading: '\uE000', initial: '\uE000' };
  return { reading, initial: initialsOf({ ...unit, readings: [reading] })[0]! };
}
