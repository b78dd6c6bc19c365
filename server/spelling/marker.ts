import { mark, type Piece } from '$lib/domain/search/mark';
import { termsOf } from '$lib/domain/search/terms';
import { unitsOf } from '$lib/domain/search/units';
import { readUnits } from './read-units';

/** Marks what a query finds in a text. Texts are spelled only where the query may be a spelling. */
export function marker(query: string): (text: string) => Piece[] {
  const terms = termsOf(query);
  const spelt = terms.some(({ spelled, initials }) => spelled.length || initials);
  return (text) => (terms.length ? mark(text, spelt ? readUnits(text) : unitsOf(text), terms) : [{ text, hit: false }]);
}
