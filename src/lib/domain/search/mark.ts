import type { Term } from './terms';
import { initialsOf, type Unit } from './units';

/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** A text in pieces, with what the query found in it marked (rule F6). Pieces are text and never markup. */
export function mark(text: string, units: readonly Unit[], terms: readonly Term[]): Piece[] {
  const hit = new Array<boolean>(units.length).fill(false);
  for (const term of terms)
    for (let start = 0; start < units.length; start++) {
      const end = endOf(units, start, term);
      if (end !== null) hit.fill(true, start, end);
    }
  const pieces: Piece[] = [];
  const add = (from: number, to: number, is: boolean) => {
    if (from === to) return;
    const last = pieces.at(-1);
    if (last?.hit === is) last.text += text.slice(from, to);
    else pieces.push({ text: text.slice(from, to), hit: is });
  };
  let at = 0;
  for (const [n, unit] of units.entries()) {
    // What stands between two hits of one phrase is part of it.
    add(at, unit.from, hit[n]! && n > 0 && hit[n - 1]!);
    add(unit.from, unit.to, hit[n]!);
    at = unit.to;
  }
  add(at, text.length, false);
  return pieces;
}

/**
 * The pieces around the first hit, so short that they fit a line; `…` where something was left out. From the beginning where
 * nothing was hit.
 */
export function excerpt(pieces: readonly Piece[], length: number): Piece[] {
  const first = pieces.findIndex(({ hit }) => hit);
  const before =
    first > 0
      ? [
          ...pieces
            .slice(0, first)
            .map(({ text }) => text)
            .join('')
        ]
      : [];
  const kept = before.slice(-Math.floor(length / 3));
  const out: Piece[] = before.length
    ? [{ text: (before.length > kept.length ? '…' : '') + kept.join(''), hit: false }]
    : [];
  let left = length - kept.length;
  for (const { text, hit } of pieces.slice(Math.max(first, 0))) {
    const chars = [...text];
    if (left <= 0) return [...out, { text: '…', hit: false }];
    out.push({ text: chars.slice(0, left).join('') + (chars.length > left ? '…' : ''), hit });
    if (chars.length > left) return out;
    left -= chars.length;
  }
  return out;
}

/** The unit after the last that the term covers when it begins at `start`; the longest way counts. */
function endOf(units: readonly Unit[], start: number, { written, open, spelled, initials }: Term): number | null {
  const ends = [
    covers(units, start, written, (unit, wanted, last) =>
      last && open ? unit.said.startsWith(wanted) : unit.said === wanted
    ),
    ...spelled.map((syllables) =>
      covers(units, start, syllables, ({ readings }, wanted, last) =>
        readings.some((reading) => (last ? reading.startsWith(wanted) : reading === wanted))
      )
    ),
    initials ? abbreviated(units, start, initials) : null
  ].filter((end) => end !== null);
  return ends.length ? Math.max(...ends) : null;
}

function covers(
  units: readonly Unit[],
  start: number,
  wanted: readonly string[],
  fits: (unit: Unit, wanted: string, last: boolean) => boolean
): number | null {
  if (start + wanted.length > units.length) return null;
  const whole = wanted.every((one, n) => fits(units[start + n]!, one, n === wanted.length - 1));
  return whole ? start + wanted.length : null;
}

function abbreviated(units: readonly Unit[], start: number, letters: string): number | null {
  if (!letters) return start;
  const unit = units[start];
  if (!unit) return null;
  for (const initial of initialsOf(unit)) {
    const end = letters.startsWith(initial) ? abbreviated(units, start + 1, letters.slice(initial.length)) : null;
    if (end !== null) return end;
  }
  return null;
}
