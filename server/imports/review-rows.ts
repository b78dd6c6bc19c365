import { setImmediate } from 'node:timers/promises';
import { isBlank, judgeRow, MATCHED, type Judged, type Matched, type Problem } from '$lib/domain/import/judge-row';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import type { ImportRow } from './find-import';
import { fingerprintOf, knownItems, recognise, sourceNumberOf, type Recognised } from './known-items';
import { keptRows } from './kept-files';
import { settingOf, surroundings, type Surroundings } from './surroundings';

export interface Review extends Surroundings {
  /** Rows that become new items. */
  fresh: Judged[];
  /** Rows of items that stand, and say otherwise. */
  changed: (Recognised & { judged: Judged })[];
  /** How many rows say what the ledger says. */
  same: number;
  /** Rows of items that stand elsewhere than the file says, among the same ones. */
  moved: (Recognised & { judged: Judged })[];
  problems: Problem[];
  /** How many rows have a problem. */
  wrong: number;
  /** Values to be matched by hand → how often they are written. */
  unmatched: Record<Matched, Map<string, number>>;
  /** Rows that lack a deadline or an owner that their state needs. */
  lacking: number;
  masked: number;
  head: string[];
}

/** So many rows are judged before others have their turn. */
const SLICE = 100;

/** Judges every row of an import against the ledger as it stands. Changes nothing. */
export async function reviewRows(
  s: Pick<Ground, 'store' | 'config' | 'now'>,
  caller: Caller,
  found: ImportRow
): Promise<Review | Refusal> {
  const kept = await keptRows(s, found.id);
  if (!kept) return { refused: 'import/gone' };
  const around = await surroundings(s, caller);
  const setting = settingOf(found, kept);
  const review: Review = {
    ...around,
    fresh: [],
    changed: [],
    same: 0,
    moved: [],
    problems: [],
    wrong: 0,
    lacking: 0,
    masked: 0,
    unmatched: Object.fromEntries(MATCHED.map((set) => [set, new Map()])) as Review['unmatched'],
    head: [...setting.head]
  };
  const seen = {
    numbers: new Map<string, Judged>(),
    marks: new Map<string, number>(),
    items: new Map<string, number>()
  };
  for (let from = 0; from < kept.rows.length; from += SLICE) {
    const judged = kept.rows
      .slice(from, from + SLICE)
      .filter((row) => row.n > found.choices.headRow && !isBlank(row, setting))
      .map((row) => judgeRow(row, setting, around.known));
    const known = await knownItems(s.store.q, caller.communityId, judged, around.known.today);
    for (const one of judged) sort(review, one, known.get(one.row), seen);
    await setImmediate();
  }
  return review;
}

interface Seen {
  numbers: Map<string, Judged>;
  marks: Map<string, number>;
  items: Map<string, number>;
}

/** Puts a row where it belongs. */
function sort(review: Review, judged: Judged, known: Parameters<typeof recognise>[1] | undefined, seen: Seen): void {
  const twice = known?.ours ? givenTwice(judged, known.item.id, seen) : writtenTwice(judged, known?.item.id, seen);
  const recognised = known && recognise(judged, known, review.timeZone);
  const problems = [
    ...(recognised ? recognised.problems : [...judged.problems, ...judged.inTheWay]),
    ...(twice ? [twice] : [])
  ];
  review.masked += judged.masked;
  if (!recognised) {
    for (const { set, text } of judged.unmatched)
      review.unmatched[set].set(text, (review.unmatched[set].get(text) ?? 0) + 1);
    if (judged.inTheWay.some(({ key }) => key === 'state-lacks-due' || key === 'state-lacks-owner')) review.lacking++;
  }
  if (problems.length) {
    review.problems.push(...problems);
    review.wrong++;
  } else if (!recognised) review.fresh.push(judged);
  else if (recognised.differences.length) review.changed.push({ ...recognised, judged });
  else {
    review.same++;
    if (recognised.state) review.moved.push({ ...recognised, judged });
  }
}

/** A row of our export is its item, whatever numbers older ledgers gave. */
function givenTwice(judged: Judged, itemId: string, seen: Seen): Problem | null {
  const other = seen.items.get(itemId);
  seen.items.set(itemId, other ?? judged.row);
  return other === undefined ? null : problem(judged, 'title', 'row-twice', '', other);
}

/** The same number, or the very same row, twice in one file. */
function writtenTwice(judged: Judged, itemId: string | undefined, seen: Seen): Problem | null {
  const source = sourceNumberOf(judged);
  const field = judged.values.sourceNumber ? 'source' : judged.values.number ? 'number' : 'title';
  const mark = fingerprintOf(judged);
  const other = source ? seen.numbers.get(source) : undefined;
  // 序号 may begin anew within a file; a real number does not come twice.
  const clash =
    other && (!/^\d{1,5}$/.test(source) || other.values.title === judged.values.title) ? other.row : undefined;
  const twin = seen.marks.get(mark) ?? (itemId ? seen.items.get(itemId) : undefined);
  if (source && !other) seen.numbers.set(source, judged);
  if (!seen.marks.has(mark)) seen.marks.set(mark, judged.row);
  if (itemId && !seen.items.has(itemId)) seen.items.set(itemId, judged.row);
  if (clash !== undefined && field !== 'title') return problem(judged, field, 'number-twice', source, clash);
  return twin === undefined ? null : problem(judged, 'title', 'row-twice', '', twin);
}

function problem(
  { row, places, written }: Judged,
  field: Problem['field'],
  key: Problem['key'],
  text: string,
  other: number
): Problem {
  return { row, column: Math.max(0, places.indexOf(field)), field, key, text, other, written: written[field] ?? '' };
}
