import { searchPhrase } from '../ledger/search-text';
import { readingsOf } from './syllables';
import { unitsOf } from './units';

/** One word of a query; all of them must be found. */
export interface Term {
  /** As it is written: characters and words that must follow each other. */
  written: readonly string[];
  /** The last of them may go on: it ends in a letter or digit. */
  open: boolean;
  /** As it may be spelled, syllable by syllable, the last broken off anywhere; none for what is no pinyin. */
  spelled: readonly (readonly string[])[];
  /** As initials; empty where it cannot be. */
  initials: string;
}

const LONGEST_QUERY = 100;

/** What was typed, word by word, each once; empty where no letter, digit or character is in it. */
export function termsOf(query: string): Term[] {
  const terms = query
    .slice(0, LONGEST_QUERY)
    .normalize('NFKC')
    .split(/\s+/)
    .map((word) => {
      const typed = word.toLowerCase().replaceAll('ü', 'v').replaceAll('’', "'");
      const plain = typed.replaceAll("'", '');
      return {
        written: unitsOf(word).map(({ said }) => said),
        open: /[a-z0-9]$/i.test(word),
        spelled: /^(?=.*[a-z])[a-z0-9']{2,}$/.test(typed) ? readingsOf(typed) : [],
        initials: /^(?=.*[a-z])[a-z0-9]{2,}$/.test(plain) ? plain : ''
      };
    })
    .filter(({ written }) => written.length);
  // Every word costs a look through the index: the same digit fifty times held the server up for seconds.
  return [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
}

/**
 * A query for FTS5 over the columns `body`, `spelling` and `initials`, or null where there is nothing to look for. Whatever is
 * typed is only ever text (rule S3): phrases hold letters, digits and characters and nothing else.
 */
export function matchOf(query: string): string | null {
  const terms = termsOf(query).map(({ written, open, spelled, initials }) => {
    const body = searchPhrase(written.join(' '));
    if (!body) return null;
    const ways = [`body : ${phrase(written, open)}`];
    for (const syllables of spelled) ways.push(`spelling : ${phrase(syllables, true)}`);
    if (initials) ways.push(`initials : ${phrase(pairsOf(initials), false)}`);
    return ways.length > 1 ? `(${ways.join(' OR ')})` : ways[0]!;
  });
  const wanted = terms.filter((term) => term !== null);
  return wanted.length ? wanted.join(' AND ') : null;
}

/** A community as one word of the index: no part of its id can be typed, and no two are alike. */
export function communityTerm(communityId: string): string {
  return Array.from(new TextEncoder().encode(communityId), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A query of one community's rows: the index itself leaves out those of all others. */
export function matchWithin(communityId: string, match: string): string {
  return `community : "${communityTerm(communityId)}" AND (${match})`;
}

const phrase = (tokens: readonly string[], open: boolean) => `"${tokens.join(' ')}"${open ? '*' : ''}`;

/** Pairs of neighbouring letters: two letters are found as fast as ten, one alone would find half of the ledger. */
export function pairsOf(initials: string): string[] {
  return Array.from({ length: initials.length - 1 }, (_, n) => initials.slice(n, n + 2));
}
