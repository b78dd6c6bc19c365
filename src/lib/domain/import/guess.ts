import { plainHead, REPEATED, SYNONYMS, type Column, type Field } from './fields';

/** A row of a sheet: its number there, from 1, and its cells from the first column. */
export interface Row {
  n: number;
  cells: readonly string[];
}

/** Head as it is written (plain) → what it is: our own words in each language, given by whoever knows them. */
export type Heads = ReadonlyMap<string, Field>;

/** How many rows are looked through for the head: titles, dates and signatures stand above it. */
const LOOKED_THROUGH = 20;
/** One word that looks like a head is a title that happens to be one. */
const FEWEST = 2;

/** What a head says its column is; '' where nothing is known of it. */
export function fieldOf(head: string, heads: Heads): Column {
  const plain = plainHead(head);
  if (!plain) return '';
  const own = heads.get(plain);
  if (own) return own;
  // 序号 counts the lines of one table, and is its number where there is no better.
  if (/^(?:序号|序|顺序号)$/.test(plain)) return 'number';
  return SYNONYMS.find(([, pattern]) => pattern.test(plain))?.[0] ?? '';
}

/** The row (its number) that is the head (rule I1): the one of the first that names most columns, the first of equals; null: none. */
export function guessHead(rows: readonly Row[], heads: Heads): number | null {
  let best: { n: number; named: number } | null = null;
  for (const { n, cells } of rows.slice(0, LOOKED_THROUGH)) {
    const named = new Set(cells.map((cell) => (cell.length <= 30 ? fieldOf(cell, heads) : '')).filter(Boolean)).size;
    if (named >= FEWEST && named > (best?.named ?? 0)) best = { n, named };
  }
  return best?.n ?? null;
}

/** What each column is by its head (rule I2): one field, one column; of two the surer, else the first. */
export function guessColumns(head: readonly string[], heads: Heads): Column[] {
  const guessed = head.map((cell) => fieldOf(cell, heads));
  const sure = (at: number) => (heads.has(plainHead(head[at]!)) ? 2 : /^序号?$/.test(plainHead(head[at]!)) ? 0 : 1);
  const taken = new Map<Column, number>();
  for (const [at, field] of guessed.entries()) {
    if (REPEATED.includes(field)) continue;
    const other = taken.get(field);
    if (other === undefined || sure(at) > sure(other)) taken.set(field, at);
  }
  const columns: Column[] = guessed.map((field, at) =>
    REPEATED.includes(field) || taken.get(field) === at ? field : secondBest(field)
  );
  // 问题描述 beside 事项 is its detail; alone it is the matter itself.
  const only = columns.indexOf('detail');
  if (only >= 0 && !columns.includes('title')) columns[only] = 'title';
  return unique(columns);
}

/** What a second column of the same kind becomes, so that nothing said in it is lost. */
function secondBest(field: Column): Column {
  if (field === 'title') return 'detail';
  return field === 'number' || field === 'id' || field === 'source' ? '' : 'append';
}

function unique(columns: readonly Column[]): Column[] {
  return columns.map((field, at) => (REPEATED.includes(field) || columns.indexOf(field) === at ? field : 'append'));
}
