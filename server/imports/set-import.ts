import { FIELDS, REPEATED, type Column } from '$lib/domain/import/fields';
import { MATCHED, type Matched } from '$lib/domain/import/judge-row';
import { LONGEST_CELL } from '$lib/domain/import/import-limits';
import { reachable } from '$lib/domain/import/way';
import { CATEGORIES, CHANNELS, TIERS } from '$lib/domain/ledger/category';
import { STATES } from '$lib/domain/ledger/state';
import { isDay } from '$lib/domain/meetings/days';
import { refused, type Refusal } from '$lib/domain/refusal';
import { listParties, listVenues } from '../community';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { guessed } from './begin-import';
import { findImport, here, type ImportRow } from './find-import';
import { forgetFiles, keepRows, keptFile, keptRows } from './kept-files';
import { reviewRows } from './review-rows';
import { readFile } from './read-file';
import { ledgerImport, type ImportChoices } from './tables';
import { HEADS } from './vocabulary';

type Deps = Pick<Ground, 'store' | 'config' | 'now'>;
const MOST_FIXES = 2_000;
const MOST_CHOICES = 2_000;
const LONGEST_CHOICE = 1_000;
const MOST_HEAD_ROW = 1_000;

/** Reads another sheet of the file. */
export async function chooseSheet(
  s: Deps,
  caller: Caller,
  id: string,
  sheet: number
): Promise<{ set: true } | Refusal> {
  const found = await draft(s, caller, id);
  if (refused(found)) return found;
  const bytes = await keptFile(s, id);
  if (!bytes) return { refused: 'import/gone' };
  const read = await readFile(bytes, HEADS, Number.isInteger(sheet) ? sheet : 0);
  if (refused(read)) return read;
  await keepRows(s, id, read);
  return await set(s, caller, id, () => ({
    sheet: read.sheet,
    ...guessed(read.rows),
    fixes: {},
    amend: {},
    looked: false
  }));
}

/** Takes a row for the head and guesses the columns anew. */
export async function chooseHead(
  s: Deps,
  caller: Caller,
  id: string,
  headRow: number
): Promise<{ set: true } | Refusal> {
  const found = await draft(s, caller, id);
  if (refused(found)) return found;
  if (!(Number.isInteger(headRow) && headRow >= 0 && headRow <= MOST_HEAD_ROW))
    return { refused: 'input/invalid', fields: { headRow: 'field/unfit' } };
  const kept = await keptRows(s, id);
  if (!kept) return { refused: 'import/gone' };
  return await set(s, caller, id, () => ({ ...guessed(kept.rows, headRow), looked: false }));
}

/** What each column is. One of them must be the item itself, and none but a few may be there twice. */
export async function chooseColumns(
  s: Deps,
  caller: Caller,
  id: string,
  input: readonly string[]
): Promise<{ set: true } | Refusal> {
  const columns = input.map((one): Column => FIELDS.find((field) => field === one) ?? '');
  const once = columns.filter((field) => !REPEATED.includes(field));
  if (!columns.includes('title')) return { refused: 'input/invalid', fields: { columns: 'field/missing' } };
  if (new Set(once).size < once.length) return { refused: 'input/invalid', fields: { columns: 'field/unfit' } };
  return await set(s, caller, id, ({ columns: before }) => ({
    columns: before.map((_, at) => columns[at] ?? ''),
    looked: true
  }));
}

/** Goes back to the columns. */
export async function lookAtColumns(s: Deps, caller: Caller, id: string): Promise<{ set: true } | Refusal> {
  return await set(s, caller, id, () => ({ looked: false }));
}

export interface Matching {
  /** As the page has them: set, value as it is written, and what was chosen. */
  choices: readonly { set: string; text: string; value: string }[];
  missing: { due: string; day: string; ownerId: string };
  hideNumbers: boolean;
}

/** What values stand for, and what is done where a deadline or an owner lacks. */
export async function matchValues(
  s: Deps,
  caller: Caller,
  id: string,
  input: Matching
): Promise<{ set: true } | Refusal> {
  const found = await draft(s, caller, id);
  if (refused(found)) return found;
  const parties = (await listParties(s, caller.communityId)).map((party) => party.id);
  const venues = (await listVenues(s, caller.communityId)).map((venue) => venue.id);
  const allowed: Record<Matched, readonly string[]> = {
    owner: parties,
    venue: venues,
    category: CATEGORIES,
    channel: CHANNELS,
    tier: TIERS,
    state: STATES.filter(reachable)
  };
  return await set(s, caller, id, ({ choices, missing }) => {
    const next = Object.fromEntries(MATCHED.map((set) => [set, { ...choices[set] }])) as ImportChoices['choices'];
    for (const { set, text, value } of input.choices.slice(0, MOST_CHOICES)) {
      const known = MATCHED.find((one) => one === set);
      if (!known) continue;
      // A state is never left empty: then it is not chosen yet.
      if (allowed[known].includes(value) || (value === '' && known !== 'state'))
        next[known][text.slice(0, LONGEST_CHOICE)] = value;
    }
    const due = (['', 'finished', 'registered', 'day'] as const).find((one) => one === input.missing.due);
    return {
      choices: next,
      hideNumbers: input.hideNumbers,
      missing: {
        due: due ?? missing.due,
        day: isDay(input.missing.day) ? input.missing.day : '',
        ownerId: parties.includes(input.missing.ownerId) ? input.missing.ownerId : ''
      }
    };
  });
}

/** Cells typed anew, by `row:column`. */
export async function fixCells(
  s: Deps,
  caller: Caller,
  id: string,
  input: Readonly<Record<string, string>>
): Promise<{ set: true } | Refusal> {
  return await set(s, caller, id, ({ fixes }) => {
    const next = { ...fixes };
    for (const [place, text] of Object.entries(input))
      if (/^\d{1,7}:\d{1,2}$/.test(place) && Object.keys(next).length < MOST_FIXES)
        next[place] = text.replaceAll('\u0000', '').slice(0, LONGEST_CELL);
    return { fixes: next };
  });
}

/**
 * Which rows of known items shall be amended.
 * @param which the rows that were shown, and of those the ticked ones with the version of the item that the person saw;
 * `all` takes every one as it stands, `none` none
 */
export async function chooseAmended(
  s: Deps,
  caller: Caller,
  id: string,
  which: 'all' | 'none' | { shown: readonly number[]; ticked: Readonly<Record<string, number>> }
): Promise<{ set: true } | Refusal> {
  const found = await draft(s, caller, id);
  if (refused(found)) return found;
  if (which === 'none') return await set(s, caller, id, () => ({ amend: {} }));
  if (which !== 'all')
    return await set(s, caller, id, ({ amend }) => {
      const others = Object.entries(amend).filter(([row]) => !which.shown.includes(Number(row)));
      return { amend: { ...Object.fromEntries(others), ...which.ticked } };
    });
  const review = await reviewRows(s, caller, found);
  if (refused(review)) return review;
  const open = review.changed.filter(({ locked }) => !locked);
  const amend = Object.fromEntries(open.map(({ judged, item }) => [String(judged.row), item.version]));
  return await set(s, caller, id, () => ({ amend }));
}

/** Drops a file that was not imported. */
export async function dropImport(s: Deps, caller: Caller, id: string): Promise<{ dropped: true } | Refusal> {
  const found = await draft(s, caller, id);
  if (refused(found)) return found;
  await s.store.tx((q) => q.delete(ledgerImport).where(here(caller.communityId, id)).run());
  await forgetFiles(s, id);
  return { dropped: true };
}

/** The import, as long as it is not begun. */
async function draft(s: Deps, caller: Caller, id: string): Promise<ImportRow | Refusal> {
  const found = await findImport(s, caller, id);
  if (refused(found)) return found;
  return found.status === 'draft' ? found : { refused: 'import/not-now' };
}

async function set(
  s: Deps,
  caller: Caller,
  id: string,
  change: (choices: ImportChoices) => Partial<ImportChoices>
): Promise<{ set: true } | Refusal> {
  return await s.store.tx(async (q): Promise<{ set: true } | Refusal> => {
    const found = await findImport(s, caller, id, q);
    if (refused(found)) return found;
    if (found.status !== 'draft') return { refused: 'import/not-now' };
    const choices = { ...found.choices, ...change(found.choices) };
    await q
      .update(ledgerImport)
      .set({ choices, revision: found.revision + 1 })
      .where(here(caller.communityId, id))
      .run();
    return { set: true };
  });
}
