// The full-text index cuts at blanks only as far as we are concerned: every character of a script without blanks stands
// alone, and a search is a phrase of them. Recall is exact for one character and for twenty (rules S1 to S4).
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
/** A private-use character counts as a word of its own, so that no phrase reaches from one field into the next. */
const FENCE = '\uE000';
const LONGEST_QUERY = 100;

/** What the index is given for these fields. */
export function searchBody(...fields: readonly string[]): string {
  return fields.map(words).filter(Boolean).join(` ${FENCE} `);
}

/**
 * What a typed query becomes for FTS5's MATCH, or null when it holds no letter, digit or character. Terms between blanks
 * must all be found; each is a phrase, and a term that ends in a letter or digit also finds what goes on from there.
 * Whatever is typed, quotes and operators included, is only ever text.
 */
export function searchPhrase(query: string): string | null {
  const terms = query
    .slice(0, LONGEST_QUERY)
    .normalize('NFKC')
    .split(/\s+/)
    .map((term) => ({ phrase: words(term), open: /[a-z0-9]$/i.test(term) }))
    .filter((term) => term.phrase);
  if (!terms.length) return null;
  return terms.map(({ phrase, open }) => `"${phrase}"${open ? '*' : ''}`).join(' AND ');
}

function words(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]/gu, ' ')
    .replace(ALONE, ' $& ')
    .replace(/\s+/g, ' ')
    .trim();
}
