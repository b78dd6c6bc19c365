import { and, asc, eq, inArray } from 'drizzle-orm';
import { searchParties } from '$lib/domain/community/party-search';
import { plainName, type Matched } from '$lib/domain/import/judge-row';
import { BROKEN } from '$lib/domain/import/import-limits';
import type { OutcomeView, SheetColumn } from '$lib/domain/import/view';
import { refused, type Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import { item } from '../ledger/tables';
import type { Ground } from '../ground';
import { headOf } from './begin-import';
import { findImport, type ImportRow } from './find-import';
import { keptRows } from './kept-files';
import { reviewRows, type Review } from './review-rows';
import { ledgerImportRow } from './tables';

const SAMPLES = 3;
const SAMPLE_LENGTH = 60;
const LISTED = 50;

export interface Outcome extends OutcomeView {
  undo: string | null;
}

/** What the page of an import shows, by how far it is. */
export type ImportPage = { import: ImportRow } & (
  | { step: 'columns'; columns: SheetColumn[] }
  | { step: 'review'; review: Review; suggested: Record<string, string> }
  | { step: 'gone' }
  | { step: 'under-way' }
  | { step: 'over'; outcomes: Outcome[]; kept: Outcome[] }
);

/** One import as it stands: its columns, what it would do, how far it is, or what it did. */
export async function importPage(
  s: Pick<Ground, 'store' | 'config' | 'now'>,
  caller: Caller,
  id: string
): Promise<ImportPage | Refusal> {
  const found = await findImport(s, caller, id);
  if (refused(found)) return found;
  const page = { import: found };
  if (found.status === 'importing' || found.status === 'undoing') return { ...page, step: 'under-way' };
  if (found.status !== 'draft')
    return {
      ...page,
      step: 'over',
      outcomes: await outcomes(s, found, ['created', 'amended', 'left']),
      kept: found.counts.kept ? await outcomes(s, found, ['created', 'amended'], 'kept') : []
    };
  if (!found.choices.looked) {
    const columns = await columnsOf(s, found);
    return columns ? { ...page, step: 'columns', columns } : { ...page, step: 'gone' };
  }
  const review = await reviewRows(s, caller, found);
  if (refused(review)) return review.refused === 'import/gone' ? { ...page, step: 'gone' } : review;
  return { ...page, step: 'review', review, suggested: suggestions(review) };
}

async function columnsOf(s: Pick<Ground, 'config'>, { id, choices }: ImportRow): Promise<SheetColumn[] | null> {
  const kept = await keptRows(s, id);
  if (!kept) return null;
  const below = kept.rows.filter(({ n }) => n > choices.headRow);
  return headOf(kept.rows, choices.headRow).map((head, at) => ({
    head: head.replace(BROKEN, ''),
    is: choices.columns[at] ?? '',
    samples: samplesOf(below, at)
  }));
}

function samplesOf(rows: readonly { cells: readonly string[] }[], at: number): string[] {
  const found: string[] = [];
  for (const { cells } of rows) {
    const text = (cells[at] ?? '').replace(BROKEN, '').trim();
    if (text && !found.includes(text)) found.push(text.slice(0, SAMPLE_LENGTH));
    if (found.length === SAMPLES) break;
  }
  return found;
}

/** Whom a name that nobody has may mean, where it can only be one: offered, never taken by itself. */
function suggestions(review: Review): Record<string, string> {
  const found: Record<string, string> = {};
  const offer = (set: Matched, text: string, ids: readonly string[]) => {
    if (ids.length === 1) found[`${set}:${text}`] = ids[0]!;
  };
  for (const text of [...review.unmatched.owner.keys()].slice(0, LISTED)) {
    const first = text.split(/[、，,;；/]/)[0]!.trim();
    const exact = review.parties.filter(({ name }) => plainName(name) === plainName(first));
    const within = review.parties.filter(({ name }) => plainName(first).includes(plainName(name)));
    const likely = exact.length ? exact : within.length ? within : searchParties(review.parties, first);
    offer(
      'owner',
      text,
      likely.map(({ id }) => id)
    );
  }
  for (const text of [...review.unmatched.venue.keys()].slice(0, LISTED)) {
    const wanted = plainName(text);
    const likely = review.venues.filter(
      ({ name }) => plainName(name).includes(wanted) || wanted.includes(plainName(name))
    );
    offer(
      'venue',
      text,
      likely.map(({ id }) => id)
    );
  }
  return found;
}

async function outcomes(
  s: Pick<Ground, 'store'>,
  { communityId, id }: ImportRow,
  outcomes: string[],
  undo?: string
): Promise<Outcome[]> {
  return await s.store.q
    .select({
      row: ledgerImportRow.row,
      outcome: ledgerImportRow.outcome,
      undo: ledgerImportRow.undo,
      item: { id: item.id, number: item.number, title: item.title }
    })
    .from(ledgerImportRow)
    .innerJoin(item, and(eq(item.communityId, ledgerImportRow.communityId), eq(item.id, ledgerImportRow.itemId)))
    .where(
      and(
        eq(ledgerImportRow.communityId, communityId),
        eq(ledgerImportRow.importId, id),
        inArray(ledgerImportRow.outcome, outcomes),
        undo ? eq(ledgerImportRow.undo, undo) : undefined
      )
    )
    .orderBy(asc(ledgerImportRow.row))
    .limit(LISTED)
    .all();
}
