import type { Category, Channel, Tier } from '../ledger/category';
import { TIERS } from '../ledger/category';
import type { State } from '../ledger/state';
import type { Actor } from '../ledger/transitions';
import { FRESH } from '../ledger/item-state';
import { maskPublic } from '../privacy/mask-public';
import { refused } from '../refusal';
import { REPEATED, type Column, type Field } from './fields';
import type { Row } from './guess';
import { BROKEN, LONGEST_NAME, LONGEST_NUMBER, LONGEST_TITLE } from './import-limits';
import { readDay, type Read } from './read-day';
import { plainWord, type ValueSet, type Vocabulary } from './vocabulary';
import { needsOwner, wayTo } from './way';

/** The values that a person may have to match by hand: those of fixed sets, and the names of owners and places. */
export type Matched = ValueSet | 'owner' | 'venue';
export const MATCHED: readonly Matched[] = ['owner', 'state', 'category', 'venue', 'channel', 'tier'];

/** What the person has set for this import. */
export interface ImportSetting {
  columns: readonly Column[];
  head: readonly string[];
  /** Value as it is written → party, venue or value of the set; '' leaves it empty. */
  choices: Readonly<Record<Matched, Readonly<Record<string, string>>>>;
  /** For rows that lack what their state needs: which day is their deadline, and whose they are. */
  missing: { due: '' | 'finished' | 'registered' | 'day'; day: string; ownerId: string };
  /** Phone and identity numbers within the words are masked. */
  hideNumbers: boolean;
  /** Cells typed anew, by `row:column`. */
  fixes: Readonly<Record<string, string>>;
  date1904: boolean;
}

/** What the community has, against which rows are judged. */
export interface Known {
  /** YYYY-MM-DD */
  today: string;
  now: string;
  who: Actor;
  owners: ReadonlyMap<string, string>;
  venues: ReadonlyMap<string, string>;
  vocabulary: Vocabulary;
}

export type ProblemKey =
  | 'missing'
  | 'too-long'
  | 'day'
  | 'day-ahead'
  | 'day-order'
  | 'word'
  | 'state-unreachable'
  | 'state-lacks-owner'
  | 'state-lacks-due'
  | 'state-own'
  | 'number-twice'
  | 'row-twice'
  | 'whole-number'
  | 'formula'
  | 'broken';

/** What is wrong at a cell (rule I3); its sentence stands in `words/imports.ts`. */
export interface Problem {
  row: number;
  /** From 0. */
  column: number;
  field: Field;
  key: ProblemKey;
  text: string;
  /** What stands in the cell. */
  written: string;
  /** The row it collides with. */
  other?: number;
}

export interface Values {
  number: string;
  sourceNumber: string;
  id: string;
  title: string;
  detail: string;
  state: State;
  category: Category | '';
  tier: Tier;
  ownerId: string | null;
  dueOn: string | null;
  venueId: string | null;
  channel: Channel;
  raisedBy: string;
  supporters: number;
  answer: string;
  registered: Read | null;
  finished: Read | null;
}

export interface Judged {
  row: number;
  /** What its columns are. */
  places: readonly Column[];
  values: Values;
  problems: Problem[];
  /** What stands in the way of making a new item of it; one that is known has its state already. */
  inTheWay: Problem[];
  /** Lines that went below the detail, each with the field it was written in. */
  kept: { field: Field; line: string }[];
  /** Values to be matched by hand, as they are written. */
  unmatched: { set: Matched; text: string }[];
  /** Cells that held a phone or identity number. */
  masked: number;
  /** The text of each field as it is written, after the person's corrections. */
  written: Partial<Record<Field, string>>;
}

/**
 * Whether a row is none of the ledger's (rule I7): an empty one, one that only has its number ready, a sum or a signature below
 * the table. It has no matter, and at most one other cell.
 */
export function isBlank({ n, cells }: Row, { columns, fixes }: Pick<ImportSetting, 'columns' | 'fixes'>): boolean {
  let others = 0;
  for (let at = 0; at < columns.length; at++) {
    const field = columns[at];
    if (!field || field === 'private' || field === 'number') continue;
    if (!(fixes[`${n}:${at}`] ?? cells[at] ?? '').trim()) continue;
    if (field === 'title' || ++others > 1) return false;
  }
  return true;
}

/** Reads one row of a ledger by what its columns are (rules I3 to I7). */
export function judgeRow(row: Row, setting: ImportSetting, known: Known): Judged {
  const { columns, head } = setting;
  const problems: Problem[] = [];
  const unmatched: Judged['unmatched'] = [];
  const inTheWay: Problem[] = [];
  const kept: Judged['kept'] = [];
  let masked = 0;
  const at = (field: Field) => columns.indexOf(field);
  const rawAt = (column: number) => setting.fixes[`${row.n}:${column}`] ?? row.cells[column] ?? '';
  const blame = (field: Field, key: ProblemKey, text: string) =>
    problems.push({ row: row.n, column: at(field), field, key, text, written: rawAt(at(field)) });
  const block = (field: Field, key: ProblemKey) => {
    // Where the ledger has no such column, the state is what asks for it.
    const where = at(field) < 0 ? 'state' : field;
    const column = Math.max(0, at(where));
    inTheWay.push({ row: row.n, column, field: where, key, text: textOf('state'), written: rawAt(column) });
  };

  const cellAt = (column: number, field: Field): string => {
    const text = rawAt(column);
    if (!text.startsWith(BROKEN)) return text.replace(/\r\n?/g, '\n').trim();
    const what = text.slice(1);
    problems.push({
      row: row.n,
      column,
      field,
      key: what === 'formula' ? 'formula' : 'broken',
      text: what,
      written: ''
    });
    return '';
  };
  const written: Partial<Record<Field, string>> = {};
  for (const [column, field] of columns.entries())
    if (field && !REPEATED.includes(field)) written[field] = cellAt(column, field);
  const textOf = (field: Field) => written[field] ?? '';

  const words = (field: Field): string => {
    const text = textOf(field);
    const hidden = setting.hideNumbers ? maskPublic(text) : text;
    if (hidden !== text) masked++;
    return hidden;
  };
  const short = (field: Field, longest: number): string => {
    const text = words(field);
    if ([...text].length > longest) blame(field, 'too-long', String(longest));
    return text;
  };
  /** The value that a cell's text stands for: by our words, then by what the person chose. Undefined: nobody said yet. */
  const match = (set: Matched, field: Field, from: ReadonlyMap<string, string>): string | undefined => {
    const text = textOf(field);
    if (!text) return '';
    const found = from.get(set === 'owner' || set === 'venue' ? plainName(text) : plainWord(text));
    if (found !== undefined) return found;
    const chosen = Object.hasOwn(setting.choices[set], text) ? setting.choices[set][text] : undefined;
    if (chosen === undefined) unmatched.push({ set, text });
    return chosen;
  };
  /** As `match`, for what may stay empty: then the words are kept below the detail (rule I5). */
  const matchOrKeep = (set: Matched, field: Field, from: ReadonlyMap<string, string>): string => {
    const value = match(set, field, from);
    if (!value && textOf(field)) kept.push({ field, line: `${head[at(field)]?.trim() || field}：${words(field)}` });
    return value ?? '';
  };

  const title = short('title', LONGEST_TITLE);
  if (!title && at('title') >= 0) blame('title', 'missing', '');
  const { registered, finished, due } = readDays(textOf, setting, known, blame);

  const stateText = match('state', 'state', known.vocabulary.state);
  if (stateText === undefined) block('state', 'word');
  const state = (stateText || 'open') as State;

  const vocabulary = known.vocabulary;
  const category = matchOrKeep('category', 'category', vocabulary.category) as Category | '';
  const channel = (matchOrKeep('channel', 'channel', vocabulary.channel) || 'desk') as Channel;
  const tier = (match('tier', 'tier', vocabulary.tier) || TIERS[0]) as Tier;
  const venueId = matchOrKeep('venue', 'venue', known.venues) || null;
  let ownerId: string | null = matchOrKeep('owner', 'owner', known.owners) || null;
  let dueOn = due;
  if (needsOwner(state)) {
    ownerId ??= setting.missing.ownerId || null;
    dueOn ??= dueInstead(setting, registered, finished);
    // A name that nobody has is chosen first: then it is seen whether an owner lacks.
    if (!ownerId) block('owner', unmatched.some(({ set }) => set === 'owner') ? 'word' : 'state-lacks-owner');
    if (!dueOn && !problems.some(({ field }) => field === 'due')) block('due', 'state-lacks-due');
  }
  if (!problems.length && !inTheWay.length) {
    const walk = wayTo(state, { ...FRESH, ownerId, dueOn, firstDueOn: dueOn }, known.who, { reason: '·' }, known.now);
    if (refused(walk)) block('state', walk.refused === 'right/missing' ? 'state-own' : 'state-unreachable');
  }

  const supporters = textOf('supporters').normalize('NFKC').replace(/人$/, '');
  if (supporters && !/^\d{1,6}$/.test(supporters)) blame('supporters', 'whole-number', supporters);
  for (const [column, field] of columns.entries()) {
    if (field !== 'append') continue;
    const text = cellAt(column, field);
    const hidden = setting.hideNumbers ? maskPublic(text) : text;
    if (hidden !== text) masked++;
    if (hidden) kept.push({ field, line: `${head[column]?.trim() || ''}：${hidden}` });
  }

  const values: Values = {
    number: short('number', LONGEST_NUMBER),
    sourceNumber: short('source', LONGEST_NUMBER),
    id: textOf('id'),
    title,
    detail: [words('detail'), ...kept.map(({ line }) => line)].filter(Boolean).join('\n'),
    state,
    category,
    tier,
    ownerId,
    dueOn,
    venueId,
    channel,
    raisedBy: short('raisedBy', LONGEST_NAME),
    supporters: Number(supporters) || 0,
    answer: words('answer'),
    registered,
    finished
  };
  return { row: row.n, places: columns, values, problems, inTheWay, kept, unmatched, masked, written };
}

/** A name as it is compared: half width, lower case, without blanks. */
export function plainName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·.]/g, '');
}

/** What the state needs and nobody wrote: the day that the person chose for such rows. */
function dueInstead({ missing }: ImportSetting, registered: Read | null, finished: Read | null): string | null {
  if (missing.due === 'finished') return finished?.day ?? null;
  if (missing.due === 'registered') return registered?.day ?? null;
  return missing.due === 'day' && missing.day ? missing.day : null;
}

/** The three days of a row; a year that is not written follows from the others. */
function readDays(
  textOf: (field: Field) => string,
  { date1904 }: ImportSetting,
  { today }: Known,
  blame: (field: Field, key: ProblemKey, text: string) => void
): { registered: Read | null; finished: Read | null; due: string | null } {
  const day = (field: Field, input: { notBefore?: string; notAfter?: string }): Read | null => {
    const text = textOf(field);
    if (!text) return null;
    const read = readDay(text, { date1904, ...input });
    if (!read) blame(field, 'day', text);
    return read;
  };
  const registered = day('registered', { notAfter: today });
  const since = registered?.day;
  const finished = day('finished', since ? { notBefore: since } : { notAfter: today });
  const due = day('due', { notBefore: since ?? today });
  if (registered && registered.day > today) blame('registered', 'day-ahead', textOf('registered'));
  if (finished && finished.day > today) blame('finished', 'day-ahead', textOf('finished'));
  else if (finished && since && finished.day < since) blame('finished', 'day-order', textOf('finished'));
  return { registered, finished, due: due?.day ?? null };
}
