interface Searched {
  /** The item's column that holds it; a change of it writes the index anew. */
  column: string;
  /** Found by how it is said too (rules F2 to F4), which makes the index larger. */
  spelled: boolean;
  /** Quoted beside the title where it was what was found (rule F6). */
  quoted: boolean;
}

/**
 * What an item is found by, in the order in which the index holds it. A change here wants the next `VERSION` of the index
 * (`server/search/index-anew.ts`), or what stands already is found in the old way.
 */
const DECLARED = {
  number: { column: 'number', spelled: false, quoted: false },
  sourceNumber: { column: 'sourceNumber', spelled: false, quoted: false },
  title: { column: 'title', spelled: true, quoted: false },
  detail: { column: 'detail', spelled: false, quoted: true },
  answer: { column: 'answer', spelled: false, quoted: true },
  raisedBy: { column: 'raisedBy', spelled: false, quoted: true },
  ownerName: { column: 'ownerId', spelled: true, quoted: true }
} as const satisfies Record<string, Searched>;
type Declared = typeof DECLARED;

export type SearchedField = keyof Declared;
export type SearchedColumn = Declared[SearchedField]['column'];
export type QuotedField = { [F in SearchedField]: Declared[F]['quoted'] extends true ? F : never }[SearchedField];

export const SEARCHED: Readonly<Record<SearchedField, Searched & { column: SearchedColumn }>> = DECLARED;
export const SEARCHED_FIELDS = Object.keys(DECLARED) as SearchedField[];
export const SPELLED_FIELDS = SEARCHED_FIELDS.filter((field) => SEARCHED[field].spelled);
export const QUOTED_FIELDS = SEARCHED_FIELDS.filter((field): field is QuotedField => SEARCHED[field].quoted);
