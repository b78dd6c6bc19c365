import { pinyin } from 'pinyin-pro';
import { spelledBody } from '$lib/domain/search/spelled';
import { unitsOf, type Unit } from '$lib/domain/search/units';

const HAN = /^\p{Script=Han}$/u;
/** Surnames that are otherwise read otherwise. Those that stand in every other sentence (区, 都, 能, 员) are not among them. */
const SURNAMES = /[单解仇曾查朴盖乐缪召繁折牟尉种乜翟覃隗洗秘祭]/u;

/**
 * A text cut into units, each Chinese character with its readings: the one that fits its words, and where it differs the one
 * that it has as a surname. Here and not in the browser, since the dictionary weighs 138 KB.
 */
export function readUnits(text: string): Unit[] {
  const units = unitsOf(text);
  for (let at = 0; at < units.length; at++) {
    let end = at;
    while (end < units.length && HAN.test(units[end]!.said)) end++;
    if (end === at) continue;
    // A run at a time: a reading depends on the words around it.
    const run = units.slice(at, end).map(({ said }) => said);
    const usual = syllables(run, 'off');
    const asSurname = run.some((char) => SURNAMES.test(char)) ? syllables(run, 'all') : usual;
    for (const [n, unit] of units.slice(at, end).entries())
      unit.readings = [...new Set([usual[n]!, asSurname[n]!])].filter(Boolean);
    at = end;
  }
  return units;
}

/** What the index keeps of texts that are found by their spelling. */
export function spelled(...texts: readonly string[]): { spelling: string; initials: string } {
  return spelledBody(texts.map(readUnits));
}

function syllables(run: readonly string[], surname: 'off' | 'all'): string[] {
  const read = pinyin(run.join(''), { toneType: 'none', type: 'array', v: true, surname });
  const whole = read.length === run.length ? read : run.map((char) => pinyin(char, { toneType: 'none', v: true }));
  return whole.map((syllable) => (/^[a-z]+$/.test(syllable) ? syllable : ''));
}
