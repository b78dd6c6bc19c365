import { readSpotlight, type Spotlight } from '../meetings/spotlight';
import type { Piece } from './sheet';
import type { Shown, ShownEntry } from './shown';

type Drawn = Pick<Piece, 'look' | 'given'>;

/** An entry whose writer has not typed a word yet is nothing to show. */
export function said(shown: Shown): ShownEntry[] {
  return shown.entries.filter((entry) => entry.text.trim() !== '');
}

/** What the wall shows for each kind of spotlight; null where there is nothing (any more) to be shown. */
const SPOTS: { [W in Spotlight['what']]?: (shown: Shown, id: string) => Drawn[] | null } = {
  line(shown, id) {
    const entry = said(shown).find((one) => one.id === id);
    if (entry) return [{ look: 'spot-entry', given: { entry } }];
    const at = shown.issues.findIndex((one) => one.id === id);
    const issue = shown.issues[at];
    return issue ? [{ look: 'spot-issue', given: { issue, n: at + 1 } }] : null;
  }
};

/** The wall's main part while the facilitator has it show one thing; null: it follows the diary. */
export function spotPieces(shown: Shown): Piece[] | null {
  const spotlight = readSpotlight(shown.spotlight);
  const drawn = SPOTS[spotlight.what]?.(shown, 'id' in spotlight ? spotlight.id : '') ?? null;
  return drawn?.map((piece, at) => ({ id: at === 0 ? 'spot' : `spot-${at}`, place: 'main', ...piece })) ?? null;
}
