import { AMENDABLE, type Amendable, type Field } from './fields';
import type { Judged, Problem } from './judge-row';

/** An item of the ledger, as far as an import compares it. */
export interface Standing {
  title: string;
  detail: string;
  category: string;
  tier: string;
  ownerId: string | null;
  dueOn: string | null;
  venueId: string | null;
  raisedBy: string;
  supporters: number;
  answer: string;
  state: string;
}

/** A field that the file says otherwise than the ledger; values as the item's row holds them. */
export interface Difference {
  field: Amendable;
  ledger: string;
  file: string;
}

const COLUMN: Record<Amendable, keyof Standing> = {
  title: 'title',
  detail: 'detail',
  category: 'category',
  tier: 'tier',
  owner: 'ownerId',
  due: 'dueOn',
  venue: 'venueId',
  raisedBy: 'raisedBy',
  supporters: 'supporters',
  answer: 'answer'
};

/** The item's column that a field goes into. */
export function columnOf(field: Amendable): keyof Standing {
  return COLUMN[field];
}

/**
 * What a row says otherwise than the item it is known by (rule I8). What an export of ours would print for the item is no
 * difference, whatever became of a name since; an empty cell of a foreign ledger says nothing; one of ours takes the value away.
 * @param printed what an export prints for the item, by field, in each language
 * @param ours whether the file came from an export of ours
 */
export function differences(
  { values, written, unmatched, kept }: Judged,
  item: Standing,
  printed: (field: Field) => readonly string[],
  ours: boolean
): Difference[] {
  const asPrinted = (field: Field) => printed(field).some((one) => flat(one) === flat(written[field] ?? ''));
  // What could not be matched stands below the detail, unless it is only a name that the ledger prints.
  const below = kept.filter(({ field }) => field === 'append' || !asPrinted(field)).map(({ line }) => line);
  const found: Difference[] = [];
  for (const field of AMENDABLE) {
    if (written[field] === undefined && !(field === 'detail' && below.length)) continue;
    if (asPrinted(field) && !(field === 'detail' && below.length)) continue;
    if (unmatched.some(({ set }) => set === field)) continue;
    const own = text(values[COLUMN[field]]);
    const file = field === 'detail' && !below.length ? ownDetail(own, kept) : own;
    if (!file && (!ours || mustStay(field, item.state))) continue;
    const ledger = text(item[COLUMN[field]]);
    if (flat(ledger) !== flat(file)) found.push({ field, ledger, file });
  }
  return found;
}

/** What was dispatched is never left without an owner or a deadline. */
function mustStay(field: Amendable, state: string): boolean {
  return (
    field === 'title' || ((field === 'owner' || field === 'due') && ['dispatched', 'handling', 'held'].includes(state))
  );
}

/** The problems of a row that is known: none with what is printed as it stands (rule I8). */
export function problemsOfKnown(
  { problems, written }: Judged,
  printed: (field: Field) => readonly string[]
): Problem[] {
  return problems.filter(({ field }) => !printed(field).some((one) => flat(one) === flat(written[field] ?? '')));
}

/** Whether the file's state is another than the item's; a state moves by acts, never by an import. */
export function stateDiffers(
  { values, written, unmatched }: Judged,
  item: Standing,
  printed: readonly string[]
): boolean {
  if (!written.state || printed.some((one) => flat(one) === flat(written.state!))) return false;
  return !unmatched.some(({ set }) => set === 'state') && values.state !== item.state;
}

/** The detail without the lines that were put below it. */
function ownDetail(detail: string, kept: Judged['kept']): string {
  const end = kept.map(({ line }) => line).join('\n');
  return end && detail.endsWith(end) ? detail.slice(0, -end.length) : detail;
}

/** A text as it is compared: line ends of any kind, and nothing at its edges. */
export function flat(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
