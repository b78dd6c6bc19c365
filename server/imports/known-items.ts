import { createHash } from 'node:crypto';
import { and, eq, inArray, ne } from 'drizzle-orm';
import { harmless, plainText } from '$lib/domain/import/csv';
import { differences, flat, problemsOfKnown, stateDiffers, type Difference } from '$lib/domain/import/differences';
import { cellOf, cellText } from '$lib/domain/import/export-columns';
import type { Field } from '$lib/domain/import/fields';
import type { Judged, Problem } from '$lib/domain/import/judge-row';
import { STATES, type State } from '$lib/domain/ledger/state';
import { possible } from '$lib/domain/ledger/transitions';
import { common, labelOf } from '$lib/words/common';
import { inLocale, LOCALES } from '$lib/words/dictionary';
import { imports } from '$lib/words/imports';
import { party, venue } from '../community/tables';
import type { Query } from '../db/store';
import { lineColumns, lineOf, type ItemLine } from '../ledger';
import { item } from '../ledger/tables';
import { ledgerImportRow } from './tables';

/** A row that is in the ledger already, and what it says otherwise. */
export interface Recognised {
  item: ItemLine;
  differences: Difference[];
  problems: Problem[];
  /** The state's words in the file, where the ledger has come to another. */
  state: string | null;
  /** An item that has come so far that nothing of it may be amended. */
  locked: boolean;
}

/** The number that a row has in its own ledger. */
export function sourceNumberOf({ values }: Pick<Judged, 'values'>): string {
  return values.sourceNumber || values.number;
}

/** What a row says, as one mark: the same row is known again by it, whatever became of its item (rule I9). */
export function fingerprintOf({ written }: Judged): string {
  const fields = (['source', 'number', 'title', 'detail', 'registered', 'raisedBy'] as const).map((field) =>
    flat(written[field] ?? '')
  );
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 32);
}

/** 序号 1, 2, 3 begin anew in each table: such a number says something only beside the same matter. */
function isWeak(number: string): boolean {
  return /^\d{1,5}$/.test(number);
}

/** The items that rows are known by (rule I9), by the row's number. What was withdrawn is not known any more. */
export async function knownItems(
  q: Query,
  communityId: string,
  rows: readonly Judged[],
  day: string
): Promise<Map<number, { item: ItemLine; ours: boolean }>> {
  if (!rows.length) return new Map();
  const wanted = (values: string[]) => [...new Set(values.filter(Boolean))];
  const select = async (where: ReturnType<typeof and>) =>
    (
      await q
        .select(lineColumns)
        .from(item)
        .leftJoin(party, and(eq(party.communityId, item.communityId), eq(party.id, item.ownerId)))
        .leftJoin(venue, and(eq(venue.communityId, item.communityId), eq(venue.id, item.venueId)))
        .where(and(eq(item.communityId, communityId), ne(item.state, 'withdrawn'), where))
        .all()
    ).map((row) => lineOf(row, day));
  const ids = wanted(rows.map(({ values }) => values.id));
  const numbers = wanted(rows.flatMap(({ values }) => [values.number, values.sourceNumber]));
  const marks = new Map(rows.map((row) => [fingerprintOf(row), row.row]));
  const imported = await q
    .select({ fingerprint: ledgerImportRow.fingerprint, itemId: ledgerImportRow.itemId })
    .from(ledgerImportRow)
    .where(and(eq(ledgerImportRow.communityId, communityId), inArray(ledgerImportRow.fingerprint, [...marks.keys()])))
    .all();
  const itemIds = wanted([...ids, ...imported.map(({ itemId }) => itemId)]);
  const byId = new Map((itemIds.length ? await select(inArray(item.id, itemIds)) : []).map((one) => [one.id, one]));
  const bySource = numbers.length ? groups(await select(inArray(item.sourceNumber, numbers)), 'sourceNumber') : null;
  const byNumber = numbers.length ? groups(await select(inArray(item.number, numbers)), 'number') : null;
  const byMark = new Map(imported.map(({ fingerprint, itemId }) => [fingerprint, byId.get(itemId)]));

  const found = new Map<number, { item: ItemLine; ours: boolean }>();
  for (const row of rows) {
    const { values } = row;
    const same = (one: ItemLine) => flat(one.title) === flat(row.written.title ?? '');
    const own = values.id ? byId.get(values.id) : undefined;
    if (own) {
      found.set(row.row, { item: own, ours: true });
      continue;
    }
    const source = sourceNumberOf(row);
    const sources = bySource?.get(source) ?? [];
    const one =
      (isWeak(source) ? undefined : (sources.find(same) ?? sources[0])) ??
      byMark.get(fingerprintOf(row)) ??
      sources.find(same) ??
      byNumber?.get(values.number)?.find(same);
    if (one) found.set(row.row, { item: one, ours: false });
  }
  return found;
}

/** Holds a row against the item that it is known by. */
export function recognise(
  judged: Judged,
  { item: line, ours }: { item: ItemLine; ours: boolean },
  timeZone: string
): Recognised {
  const printed = (field: Field) => printedOf(line, field, timeZone);
  return {
    item: line,
    differences: differences(judged, line, printed, ours),
    problems: problemsOfKnown(judged, printed),
    state: stateDiffers(judged, line, printed('state')) ? (judged.written.state ?? null) : null,
    locked: !(STATES as readonly string[]).includes(line.state) || !possible(line.state as State, 'amend')
  };
}

const LANGUAGES = LOCALES.map((locale) => {
  const words = inLocale(common, locale);
  return { label: (set: string, value: string) => labelOf(words, set, value), yes: inLocale(imports, locale).yes };
});

/**
 * What an export prints of an item in a field, in each language; with and without the apostrophe of a CSV, which another
 * program may have carried into a workbook or left out.
 */
function printedOf(line: ItemLine, field: Field, timeZone: string): string[] {
  if (field === 'append' || field === 'private') return [];
  const printed = LANGUAGES.map((words) => cellText(cellOf(field, line, words, timeZone)));
  return [...new Set(printed.flatMap((text) => [text, harmless(text), plainText(text)]))];
}

function groups(lines: readonly ItemLine[], key: 'sourceNumber' | 'number'): Map<string, ItemLine[]> {
  const found = new Map<string, ItemLine[]>();
  for (const line of lines) found.set(line[key], [...(found.get(line[key]) ?? []), line]);
  return found;
}
